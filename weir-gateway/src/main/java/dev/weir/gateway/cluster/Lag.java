package dev.weir.gateway.cluster;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// How far a group is behind in one partition.
///
/// @param member who reads it, or null while nobody does
/// @param current the next offset that the group has not committed
/// @param end the offset that the next message will have
public record Lag(TopicPartition partition, Group.@Nullable Member member, long current, long end) {
  /// The greatest first.
  static final Comparator<Lag> GREATEST_FIRST =
      Comparator.comparingLong((Lag lag) -> -lag.messages())
          .thenComparing(lag -> lag.partition().topic())
          .thenComparingInt(lag -> lag.partition().partition());

  /// A topic that was made anew ends before what was committed.
  public long messages() {
    return Math.max(0, end - current);
  }
}
