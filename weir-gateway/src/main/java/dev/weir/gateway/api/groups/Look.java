package dev.weir.gateway.api.groups;

import dev.weir.gateway.cluster.Group;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What one look at the groups saw. Pure.
///
/// @param millis since 1970
/// @param nanos the same moment by the clock that never jumps
/// @param unseen how many more groups there are than are looked at
record Look(long millis, long nanos, List<Seen> groups, int unseen) {
  /// A group with all partitions that it has committed in, or that its members read.
  record Seen(Group group, Map<TopicPartition, Place> places) {}

  /// Where a group is in a partition.
  ///
  /// @param committed the offset that it reads next, or null where it has committed nothing
  /// @param end the offset that the next message will have, or null where the partition is gone
  record Place(@Nullable Long committed, @Nullable Long end) {
    /// Null where it is not known. A topic that was made anew ends before what was committed.
    @Nullable Long lag() {
      return committed == null || end == null ? null : Long.valueOf(Math.max(0, end - committed));
    }
  }

  /// The same without some groups.
  Look without(Set<String> ids) {
    var others = groups.stream().filter(seen -> !ids.contains(seen.group.id())).toList();
    return new Look(millis, nanos, others, unseen);
  }

  /// The places of each group.
  Map<String, Map<TopicPartition, Place>> places() {
    var places = new HashMap<String, Map<TopicPartition, Place>>();
    for (var seen : groups) places.put(seen.group.id(), seen.places);
    return places;
  }
}
