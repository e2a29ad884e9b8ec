package dev.weir.cli.groups;

import dev.weir.cli.cluster.Group;
import dev.weir.cli.cluster.Groups;
import dev.weir.cli.cluster.Offsets;
import dev.weir.cli.cluster.Topics;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Where groups were at one moment, and how far they could have been.
///
/// @param groups in alphabetical order
/// @param nanos when, by `System.nanoTime`
/// @param committed the next offset that each group would read, where it has committed one
/// @param ends of the partitions that are still there and have a leader
record Look(
    List<Group> groups,
    long nanos,
    Map<String, Map<TopicPartition, Long>> committed,
    Map<TopicPartition, Long> ends) {
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /// What groups have committed is asked before the ends, so that none seems to be ahead of them.
  static Look at(Admin admin, List<Group> groups) throws ExecutionException, InterruptedException {
    var committed = Groups.committed(admin, groups);
    var read = new HashSet<TopicPartition>();
    committed.values().forEach(offsets -> read.addAll(offsets.keySet()));
    for (var group : groups) group.members().forEach(member -> read.addAll(member.partitions()));
    var topics = read.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    var there =
        Topics.present(admin, topics).values().stream()
            .flatMap(topic -> Topics.led(topic).stream())
            .filter(read::contains)
            .toList();
    return new Look(groups, System.nanoTime(), committed, new Offsets(admin, there).ends());
  }

  /// What the group reads or has read, in order.
  Set<TopicPartition> partitions(Group group) {
    var partitions = new TreeSet<>(ORDER);
    partitions.addAll(committed.getOrDefault(group.name(), Map.of()).keySet());
    group.members().forEach(member -> partitions.addAll(member.partitions()));
    return partitions;
  }

  @Nullable Long committed(Group group, TopicPartition partition) {
    return committed.getOrDefault(group.name(), Map.of()).get(partition);
  }

  /// Null where the group has committed nothing yet, or the partition is gone.
  @Nullable Long lag(Group group, TopicPartition partition) {
    var next = committed(group, partition);
    var end = ends.get(partition);
    return next == null || end == null ? null : Math.max(0, end - next);
  }

  /// Null where it is not known of any of them.
  @Nullable Long lag(Group group, Collection<TopicPartition> partitions) {
    Long sum = null;
    for (var partition : partitions) {
      var one = lag(group, partition);
      if (one != null) sum = one + (sum == null ? 0 : sum);
    }
    return sum;
  }
}
