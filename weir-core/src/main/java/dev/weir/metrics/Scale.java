package dev.weir.metrics;

import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The bounds between the buckets of a [Histogram], and the unit in which it is shown.
///
/// The bounds grow; the array is handed over and never written again.
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Scale(long[] boundsNanos, double unitNanos) {
  private static final double SECOND = 1e9;
  private static final double MILLISECOND = 1e6;

  /// From 0.25 ms to 16 s, each bound twice the one before; Weir's own for all durations, so that
  /// those of different places can be laid over one another.
  static final Scale DOUBLING =
      new Scale(LongStream.iterate(250_000, bound -> 2 * bound).limit(17).toArray(), SECOND);

  public static Scale seconds(Duration... bounds) {
    return of(SECOND, bounds);
  }

  public static Scale milliseconds(Duration... bounds) {
    return of(MILLISECOND, bounds);
  }

  private static Scale of(double unitNanos, Duration... bounds) {
    return new Scale(Stream.of(bounds).mapToLong(Duration::toNanos).toArray(), unitNanos);
  }
}
