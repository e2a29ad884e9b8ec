package dev.weir.gateway.api.live;

import dev.weir.Problem;
import dev.weir.config.SinkConfig;
import dev.weir.gateway.cluster.Cluster.Heard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be judged: all that one look saw.
///
/// @param before the look before this one
/// @param secondsAgo one some seconds ago, that latencies are counted from
/// @param minuteAgo the oldest look of the last minute
/// @param refusal why no message is taken in, or null
/// @param silent what was heard of a Kafka that does not answer, or null where it does or nobody
///   has asked
/// @param logLimit what the log of each sink may take of the disk
/// @param others what is wrong beside, such as a clock that has jumped
record Sight(
    Reading now,
    Reading before,
    Reading secondsAgo,
    Reading minuteAgo,
    @Nullable Problem refusal,
    @Nullable Heard silent,
    List<Trouble> others,
    long logLimit) {
  /// A sink as a sentence names it.
  static String named(String sink) {
    return sink.equals(SinkConfig.KAFKA) ? "Kafka" : "'" + sink + "'";
  }
}
