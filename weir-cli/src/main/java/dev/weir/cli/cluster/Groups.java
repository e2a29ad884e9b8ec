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
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.common.GroupType;
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

  private static TreeMap<String, GroupListing> listed(Admin admin)
      throws ExecutionException, InterruptedException {
    return admin.listGroups().all().get().stream()
        .collect(toMap(GroupListing::groupId, one -> one, (one, _) -> one, TreeMap::new));
  }

  /// The next offset that each group would read, where it has committed one. Of a share group it is
  /// the first message that nobody has acknowledged.
  public static Map<String, Map<TopicPartition, Long>> committed(
      Admin admin, Collection<Group> groups) throws ExecutionException, InterruptedException {
    var committed = new HashMap<String, Map<TopicPartition, Long>>();
    var others = names(groups, false);
    if (!others.isEmpty()) {
      var asked = others.stream().collect(toMap(g -> g, _ -> new ListConsumerGroupOffsetsSpec()));
      admin
          .listConsumerGroupOffsets(asked)
          .all()
          .get()
          .forEach((group, offsets) -> {
            // Kafka says null of a partition without an offset.
            offsets.values().removeIf(java.util.Objects::isNull);
            committed.put(group, mapped(offsets, offset -> offset.offset()));
          });
    }
    var shares = names(groups, true);
    if (!shares.isEmpty()) {
      var asked = shares.stream().collect(toMap(g -> g, _ -> new ListShareGroupOffsetsSpec()));
      admin
          .listShareGroupOffsets(asked)
          .all()
          .get()
          .forEach((group, offsets) -> {
            offsets.values().removeIf(java.util.Objects::isNull);
            committed.put(group, mapped(offsets, offset -> offset.startOffset()));
          });
    }
    committed.values().forEach(offsets -> offsets.values().removeIf(offset -> offset < 0));
    return committed;
  }

  private static Set<String> names(Collection<Group> groups, boolean share) {
    return groups.stream()
        .filter(group -> (group.type() == GroupType.SHARE) == share)
        .map(Group::name)
        .collect(Collectors.toSet());
  }

  private static <V> Map<TopicPartition, Long> mapped(
      Map<TopicPartition, V> offsets, java.util.function.ToLongFunction<V> offset) {
    var mapped = new HashMap<TopicPartition, Long>();
    offsets.forEach((partition, value) -> mapped.put(partition, offset.applyAsLong(value)));
    return mapped;
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
