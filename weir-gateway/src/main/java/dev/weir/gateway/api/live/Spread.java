package dev.weir.gateway.api.live;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How long deliveries took, as a histogram has it.
///
/// @param bounds of the buckets, in seconds; the bucket behind the last has none
/// @param counts how many fell into each bucket alone
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and never written again
record Spread(double[] bounds, long[] counts) {
  static final Spread NONE = new Spread(new double[0], new long[1]);

  /// Of two sinks together, whose bounds are the same.
  Spread plus(Spread other) {
    if (counts.length != other.counts.length) return counts.length == 1 ? other : this;
    var sums = new long[counts.length];
    Arrays.setAll(sums, i -> counts[i] + other.counts[i]);
    return new Spread(bounds, sums);
  }

  /// What came since then.
  Spread since(Spread then) {
    if (counts.length != then.counts.length) return this;
    var more = new long[counts.length];
    Arrays.setAll(more, i -> counts[i] - then.counts[i]);
    return new Spread(bounds, more);
  }

  /// The time that so many of a hundred took at most, in milliseconds; null where there is none.
  ///
  /// Inside a bucket they are taken to be spread evenly, so it is off by its width at most. What is
  /// behind the last bound took longer than is told.
  @Nullable Double millis(double percent) {
    var total = Arrays.stream(counts).sum();
    if (total <= 0) return null;
    var rank = total * percent / 100;
    var below = 0L;
    for (var i = 0; i < bounds.length; i++) {
      if (below + counts[i] >= rank && counts[i] > 0) {
        var from = i == 0 ? 0 : bounds[i - 1];
        return 1_000 * (from + (bounds[i] - from) * (rank - below) / counts[i]);
      }
      below += counts[i];
    }
    return last();
  }

  /// The bound of the slowest one's bucket, in milliseconds; null where there is none.
  @Nullable Double maxMillis() {
    for (var i = counts.length - 1; i >= 0; i--) {
      if (counts[i] > 0) return i < bounds.length ? 1_000 * bounds[i] : last();
    }
    return null;
  }

  private double last() {
    return 1_000 * bounds[bounds.length - 1];
  }
}
