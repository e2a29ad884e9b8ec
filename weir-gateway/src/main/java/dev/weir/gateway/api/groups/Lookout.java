package dev.weir.gateway.api.groups;

import dev.weir.Clock;
import dev.weir.gateway.cluster.Group;
import dev.weir.gateway.cluster.Groups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/// Asks Kafka where all groups are. Blocks, and throws what Kafka answers.
///
/// A look is some five requests to each broker, however many groups there are; the answers grow
/// with groups and partitions.
record Lookout(Groups groups, Clock clock) {
  /// Those behind it in the order of their names are not looked at.
  static final int GROUPS_MAX = 2_000;

  Look look() {
    var all = groups.all();
    var some = all.size() <= GROUPS_MAX ? all : all.subList(0, GROUPS_MAX);
    return look(some, all.size() - some.size());
  }

  /// Where one is that there was no room for among the others.
  Look look(Group group) {
    return look(List.of(group), 0);
  }

  private Look look(List<Group> some, int unseen) {
    var committed = groups.committed(some);
    var partitions = new HashMap<String, Set<TopicPartition>>();
    var wanted = new HashSet<TopicPartition>();
    for (var group : some) {
      var of = partitions(group, committed.getOrDefault(group.id(), Map.of()));
      partitions.put(group.id(), of);
      wanted.addAll(of);
    }
    var ends = groups.ends(wanted); // after what is committed, so that nobody is ahead of them
    var millis = clock.millis();
    var nanos = clock.nanos();
    var seen = new ArrayList<Look.Seen>();
    for (var group : some) {
      var offsets = committed.getOrDefault(group.id(), Map.of());
      var places = new HashMap<TopicPartition, Look.Place>();
      for (var partition : partitions.getOrDefault(group.id(), Set.of())) {
        places.put(partition, new Look.Place(offsets.get(partition), ends.get(partition)));
      }
      seen.add(new Look.Seen(group, places));
    }
    return new Look(millis, nanos, List.copyOf(seen), unseen);
  }

  private static Set<TopicPartition> partitions(Group group, Map<TopicPartition, Long> committed) {
    var partitions = new HashSet<>(committed.keySet());
    for (var member : group.members()) partitions.addAll(member.partitions());
    return partitions;
  }
}
