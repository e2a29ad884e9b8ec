package dev.weir.cli.cluster;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberAssignment;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/// Asks Kafka about groups, each kind in its own way, all at once.
final class GroupDescriptions {
  /// The kinds that Kafka describes by calls of their own.
  private enum Kind {
    CONSUMER,
    CLASSIC,
    SHARE,
    STREAMS;

    static Kind of(GroupListing group) {
      return switch (group.type().orElse(GroupType.UNKNOWN)) {
        case SHARE -> SHARE;
        case STREAMS -> STREAMS;
        case CONSUMER -> CONSUMER;
        // Of Connect, for one.
        case CLASSIC, UNKNOWN ->
            Set.of("", "consumer").contains(group.protocol()) ? CONSUMER : CLASSIC;
      };
    }
  }

  private final Admin admin;

  GroupDescriptions(Admin admin) {
    this.admin = admin;
  }

  /// In the same order. One that has gone meanwhile, or that we may not look at, has no members.
  List<Group> of(Collection<GroupListing> groups) throws ExecutionException, InterruptedException {
    var asked = asked(groups);
    var found = new ArrayList<Group>();
    for (var group : groups) {
      var answer = asked.get(group.groupId());
      found.add(answer == null ? undescribed(group) : described(group, answer));
    }
    return found;
  }

  private static Group described(GroupListing group, KafkaFuture<Group> answer)
      throws ExecutionException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (!KafkaFailures.isOfOne(e.getCause())) throw e;
      return undescribed(group);
    }
  }

  private static Group undescribed(GroupListing group) {
    return new Group(
        group.groupId(),
        group.type().orElse(GroupType.UNKNOWN),
        group.protocol(),
        group.groupState().orElse(GroupState.UNKNOWN),
        "",
        List.of());
  }

  private Map<String, KafkaFuture<Group>> asked(Collection<GroupListing> groups) {
    var kinds =
        groups.stream()
            .collect(
                Collectors.groupingBy(
                    Kind::of, Collectors.mapping(GroupListing::groupId, Collectors.toList())));
    var asked = new HashMap<String, KafkaFuture<Group>>();
    kinds.forEach((kind, names) ->
        asked.putAll(
            switch (kind) {
              case CONSUMER ->
                  each(
                      admin.describeConsumerGroups(names).describedGroups(),
                      GroupDescriptions::consumer);
              case CLASSIC ->
                  each(
                      admin.describeClassicGroups(names).describedGroups(),
                      GroupDescriptions::classic);
              case SHARE ->
                  each(
                      admin.describeShareGroups(names).describedGroups(), GroupDescriptions::share);
              case STREAMS ->
                  each(
                      admin.describeStreamsGroups(names).describedGroups(),
                      GroupDescriptions::streams);
            }));
    return asked;
  }

  private static <D> Map<String, KafkaFuture<Group>> each(
      Map<String, KafkaFuture<D>> descriptions, Function<D, Group> group) {
    return descriptions.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, one -> one.getValue().thenApply(group::apply)));
  }

  private static Group consumer(ConsumerGroupDescription group) {
    return new Group(
        group.groupId(),
        group.type(),
        group.partitionAssignor(),
        group.groupState(),
        address(group.coordinator()),
        members(group.members()));
  }

  private static Group classic(ClassicGroupDescription group) {
    return new Group(
        group.groupId(),
        GroupType.CLASSIC,
        group.protocol(),
        GroupState.parse(group.state().toString()),
        address(group.coordinator()),
        members(group.members()));
  }

  private static List<Group.Member> members(Collection<MemberDescription> members) {
    return members.stream()
        .map(one ->
            new Group.Member(
                one.consumerId(), one.clientId(), one.host(), one.assignment().topicPartitions()))
        .toList();
  }

  private static Group share(ShareGroupDescription group) {
    var members =
        group.members().stream()
            .map(one ->
                new Group.Member(
                    one.consumerId(),
                    one.clientId(),
                    one.host(),
                    one.assignment().topicPartitions()))
            .toList();
    return new Group(
        group.groupId(),
        GroupType.SHARE,
        "share",
        group.groupState(),
        address(group.coordinator()),
        members);
  }

  private static Group streams(StreamsGroupDescription group) {
    var sources =
        group.subtopologies().stream()
            .collect(toMap(one -> one.subtopologyId(), one -> one.sourceTopics()));
    var members =
        group.members().stream()
            .map(one ->
                new Group.Member(
                    one.memberId(),
                    one.clientId(),
                    one.clientHost(),
                    partitions(one.assignment(), sources)))
            .toList();
    return new Group(
        group.groupId(),
        GroupType.STREAMS,
        "streams",
        group.groupState(),
        address(group.coordinator()),
        members);
  }

  private static Set<TopicPartition> partitions(
      StreamsGroupMemberAssignment assignment, Map<String, List<String>> sources) {
    return assignment.activeTasks().stream()
        .flatMap(task ->
            sources.getOrDefault(task.subtopologyId(), List.of()).stream()
                .flatMap(topic ->
                    task.partitions().stream().map(number -> new TopicPartition(topic, number))))
        .collect(Collectors.toSet());
  }

  private static String address(Node node) {
    return node.host() + ":" + node.port();
  }
}
