package dev.weir.gateway.api.groups;

import dev.weir.Clock;
import dev.weir.gateway.cluster.Group;
import dev.weir.gateway.cluster.Groups;
import dev.weir.gateway.web.RestException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/// Sets a group elsewhere, or forgets it. Blocks, and throws what Kafka answers.
record Resetting(Groups groups, Clock clock) {
  /// Where it would be set: never before the first message of a partition, nor behind the last one.
  ResetPlan plan(Group group, ResetWish wish) {
    if (group.type() == GroupType.SHARE || group.type() == GroupType.STREAMS)
      throw otherKind(group);
    var committed = groups.committed(List.of(group)).getOrDefault(group.id(), Map.of());
    var partitions = partitions(wish, committed);
    var starts = groups.starts(partitions);
    var ends = groups.ends(partitions);
    var wanted = wanted(wish, new Known(committed, starts, ends));
    var steps = new ArrayList<ResetPlan.Step>();
    for (var partition : GroupJson.sorted(partitions)) {
      var end = ends.get(partition);
      var start = starts.get(partition);
      if (end == null || start == null) continue; // it has gone meanwhile
      var to = Math.clamp(wanted.getOrDefault(partition, end), Math.min(start, end), end);
      var bounds = new ResetPlan.Bounds(start, end);
      steps.add(new ResetPlan.Step(partition, committed.get(partition), to, bounds));
    }
    if (steps.isEmpty()) throw nothing(group);
    return new ResetPlan(List.copyOf(steps));
  }

  private record Known(
      Map<TopicPartition, Long> committed,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends) {}

  private Map<TopicPartition, Long> wanted(ResetWish wish, Known known) {
    var to = wish.to();
    if (to == null) return wish.offsets();
    var wanted = new HashMap<TopicPartition, Long>();
    var destination = Destination.of(to, clock.millis());
    known.ends.forEach((partition, end) -> {
      long start = known.starts.getOrDefault(partition, end);
      switch (destination) {
        case Destination.Start _ -> wanted.put(partition, start);
        case Destination.End _ -> wanted.put(partition, end);
        case Destination.Offset(var offset) -> wanted.put(partition, offset);
        case Destination.BeforeEnd(var messages) -> wanted.put(partition, end - messages);
        case Destination.Onward(var messages) ->
            wanted.put(partition, known.committed.getOrDefault(partition, start) + messages);
        case Destination.At _ -> {}
      }
    });
    if (destination instanceof Destination.At(var millis)) wanted.putAll(at(known.ends, millis));
    return wanted;
  }

  /// Those that have no message from that time on are at their ends.
  private Map<TopicPartition, Long> at(Map<TopicPartition, Long> ends, long millis) {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    for (var partition : ends.keySet()) asked.put(partition, OffsetSpec.forTimestamp(millis));
    var found = new HashMap<TopicPartition, Long>();
    groups
        .found(asked)
        .forEach((partition, answer) -> {
          if (answer.offset() >= 0) found.put(partition, answer.offset());
        });
    return found;
  }

  private Set<TopicPartition> partitions(ResetWish wish, Map<TopicPartition, Long> committed) {
    var named = new LinkedHashSet<>(wish.offsets().keySet());
    if (named.isEmpty() && wish.topics().isEmpty()) {
      var topics = committed.keySet().stream().map(TopicPartition::topic);
      var present = groups.partitions(topics.collect(Collectors.toSet()));
      present.retainAll(committed.keySet());
      return present;
    }
    var topics =
        named.isEmpty()
            ? wish.topics().stream().map(ResetWish.Part::topic).collect(Collectors.toSet())
            : named.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    var present = groups.partitions(topics);
    for (var part : wish.topics()) named.addAll(of(part, present));
    for (var one : named) if (!present.contains(one)) throw unknown(one);
    return named;
  }

  private static List<TopicPartition> of(ResetWish.Part part, Set<TopicPartition> present) {
    var number = part.partition();
    if (number != null) return List.of(new TopicPartition(part.topic(), number));
    var all = present.stream().filter(one -> one.topic().equals(part.topic())).toList();
    if (all.isEmpty()) throw RestException.topicNotFound(part.topic());
    return all;
  }

  void execute(Group group, ResetPlan plan) {
    refuseLive(group, "reset");
    try {
      groups.commit(group.id(), plan.offsets());
    } catch (GroupNotEmptyException | UnknownMemberIdException e) {
      throw joined(group, "reset").because(e);
    }
  }

  void delete(Group group) {
    refuseLive(group, "deleted");
    try {
      groups.delete(group);
    } catch (GroupNotEmptyException e) {
      throw joined(group, "deleted").because(e);
    }
  }

  private static void refuseLive(Group group, String done) {
    if (!group.members().isEmpty()) throw RestException.plain(409, refusal(group, done));
  }

  /// Why it would be refused now.
  static String refusal(Group group, String done) {
    var count = group.members().size();
    var clients = group.members().stream().map(Group.Member::client).distinct().limit(5);
    return "Group '%s' was not %s: it has %d live %s (%s), which would overwrite it. Stop them first"
        .formatted(
            group.id(),
            done,
            count,
            count == 1 ? "member" : "members",
            clients.collect(Collectors.joining(", ")));
  }

  private static RestException joined(Group group, String done) {
    return RestException.plain(
        409,
        "Group '%s' was not %s: somebody has joined it meanwhile. Stop its members first"
            .formatted(group.id(), done));
  }

  private static RestException otherKind(Group group) {
    return RestException.plain(
        400,
        "Group '%s' was not reset: it is a %s group, which has offsets of another kind. Kafka's own tools reset it"
            .formatted(group.id(), group.type()));
  }

  private static RestException nothing(Group group) {
    return RestException.plain(
        400,
        "Group '%s' was not reset: it has committed nothing in topics that are there. Name the topics to set"
            .formatted(group.id()));
  }

  private static RestException unknown(TopicPartition partition) {
    return RestException.partitionNotFound(partition.topic(), partition.partition());
  }
}
