package dev.weir.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a sink is doing, from near. Moments are milliseconds since 1970.
///
/// @param since when its breaker, or who holds it, had it be as it is
/// @param nextTry when a sink that is away is tried again, or 0
/// @param failures so many in a row; of `failuresMax` it counts as away
/// @param successes so many in a row while it is tried; of `successesMax` it counts as back
/// @param lastFailure what went wrong last, or null
/// @param topicsAway those that it does not take while it takes others; not more than 50
/// @param queued messages in memory that are not with it
/// @param inFlight messages that it has and did not answer
/// @param oldest since when the oldest message waits, or 0 where none does
/// @param oldestAtLeast whether that one is from an earlier start, and older
/// @param replay how far the sending of what is in the log is
public record SinkDetail(
    long since,
    long nextTry,
    int failures,
    int failuresMax,
    int successes,
    int successesMax,
    @Nullable Failure lastFailure,
    List<TopicAway> topicsAway,
    long queued,
    int inFlight,
    long oldest,
    boolean oldestAtLeast,
    Replaying replay) {

  /// What went wrong.
  ///
  /// @param code that of a [dev.weir.Problem]
  public record Failure(String code, String text, long at) {}

  /// A topic whose messages wait although their sink is well.
  public record TopicAway(String topic, String why, long since) {}

  /// One way through the log, the last one where none is under way.
  ///
  /// @param done messages that were given to the sink
  /// @param left messages that are still to go
  /// @param begun 0 where there was none
  /// @param ended 0 while it is under way
  public record Replaying(long done, long left, double perSecond, long begun, long ended) {}
}
