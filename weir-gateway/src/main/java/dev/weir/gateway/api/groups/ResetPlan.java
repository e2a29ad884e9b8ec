package dev.weir.gateway.api.groups;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Where a group is, and where it would be. Pure.
record ResetPlan(List<Step> steps) {
  /// One partition.
  ///
  /// @param from null where it has committed nothing yet
  record Step(TopicPartition partition, @Nullable Long from, long to, Bounds bounds) {
    /// Messages that it would read a second time.
    long again() {
      return from == null ? 0 : Math.max(0, Math.min(from, bounds.end) - to);
    }

    /// Messages that it would never read.
    long skipped() {
      return from == null ? 0 : Math.max(0, to - Math.max(from, bounds.begin));
    }
  }

  /// What there is to read in a partition.
  record Bounds(long begin, long end) {}

  Map<TopicPartition, Long> offsets() {
    return steps.stream().collect(Collectors.toMap(Step::partition, Step::to));
  }

  long again() {
    return steps.stream().mapToLong(Step::again).sum();
  }

  long skipped() {
    return steps.stream().mapToLong(Step::skipped).sum();
  }
}
