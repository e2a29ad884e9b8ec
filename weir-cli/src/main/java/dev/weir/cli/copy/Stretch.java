package dev.weir.cli.copy;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// From where to where a topic is read, in each partition.
///
/// @param to behind the last message of it; [#ENDLESS] where more is waited for
record Stretch(String topic, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
  static final long ENDLESS = Long.MAX_VALUE;

  boolean endless() {
    return to.containsValue(ENDLESS);
  }

  /// Where a partition of it begins.
  long begin(TopicPartition partition) {
    return from.getOrDefault(partition, 0L);
  }

  /// How many there are at most; -1 where nobody knows.
  long messages() {
    if (endless()) return -1;
    return to.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - begin(end.getKey())))
        .sum();
  }
}
