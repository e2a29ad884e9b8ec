package dev.weir.cli.cluster;

import static java.util.stream.Collectors.toMap;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.config.Nearest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// Groups by their names, of every kind that Kafka has: classic, consumer, share and streams.
public final class Groups {
  private Groups() {}

  /// In alphabetical order.
  public static Set<String> names(Admin admin) throws ExecutionException, InterruptedException {
    return listed(admin).keySet();
  }

  /// All of them, in alphabetical order.
  public static List<Group> all(Admin admin) throws ExecutionException, InterruptedException {
    return new GroupDescriptions(admin).of(listed(admin).values());
  }

  /// Those with such names, in alphabetical order.
  public static List<Group> matching(Admin admin, Predicate<String> name)
      throws ExecutionException, InterruptedException {
    var wanted = listed(admin);
    wanted.keySet().removeIf(name.negate());
    return new GroupDescriptions(admin).of(wanted.values());
  }

  /// Those of these names, or a failure that says which is not there and how it may be called.
  public static List<Group> named(Admin admin, Collection<String> names)
      throws ExecutionException, InterruptedException {
    var known = listed(admin);
    for (var name : names) {
      if (!known.containsKey(name)) throw unknown(name, known.keySet());
    }
    var wanted = new TreeMap<>(known);
    wanted.keySet().retainAll(names);
    return new GroupDescriptions(admin).of(wanted.values());
  }

  private static SortedMap<String, GroupListing> listed(Admin admin)
      throws ExecutionException, InterruptedException {
    return admin.listGroups().all().get().stream()
        .collect(toMap(GroupListing::groupId, one -> one, (one, _) -> one, TreeMap::new));
  }

  /// The next offset that each group would read, where it has committed one. Of a share group it is
  /// the first message that nobody has acknowledged. A group that has gone meanwhile, or that we
  /// may not look at, has none.
  public static Map<String, Map<TopicPartition, Long>> committed(
      Admin admin, Collection<Group> groups) throws ExecutionException, InterruptedException {
    var committed = new HashMap<String, Map<TopicPartition, Long>>();
    var shares = names(groups, true);
    if (!shares.isEmpty()) {
      var asked = shares.stream().collect(toMap(g -> g, _ -> new ListShareGroupOffsetsSpec()));
      var answer = admin.listShareGroupOffsets(asked);
      for (var group : shares) {
        committed.put(group, known(answer.partitionsToOffsetInfo(group), one -> one.startOffset()));
      }
    }
    var others = names(groups, false);
    if (!others.isEmpty()) {
      var asked = others.stream().collect(toMap(g -> g, _ -> new ListConsumerGroupOffsetsSpec()));
      var answer = admin.listConsumerGroupOffsets(asked);
      for (var group : others) {
        var offsets = answer.partitionsToOffsetAndMetadata(group);
        committed.put(group, known(offsets, one -> one.offset()));
      }
    }
    return committed;
  }

  private static <V> Map<TopicPartition, Long> known(
      KafkaFuture<Map<TopicPartition, V>> answer, ToLongFunction<V> offset)
      throws ExecutionException, InterruptedException {
    var known = new HashMap<TopicPartition, Long>();
    try {
      // Kafka says null of a partition without an offset.
      answer
          .get()
          .forEach((partition, one) -> {
            if (one != null) known.put(partition, offset.applyAsLong(one));
          });
    } catch (ExecutionException e) {
      if (!KafkaFailures.isOfOne(e.getCause())) throw e;
    }
    known.values().removeIf(number -> number < 0);
    return known;
  }

  private static Set<String> names(Collection<Group> groups, boolean share) {
    return groups.stream()
        .filter(group -> (group.type() == GroupType.SHARE) == share)
        .map(Group::name)
        .collect(Collectors.toSet());
  }

  public static Failure unknown(String name, Collection<String> known) {
    return new Failure(
        ExitCode.NOT_FOUND,
        "Group '%s' was not found".formatted(name),
        "there is no such group",
        Nearest.to(name, known)
            .map("Did you mean '%s'? 'weir groups' lists them all."::formatted)
            .orElse("'weir groups' lists those there are."));
  }
}
