package dev.weir.bench;

/// A histogram of durations with steps of at most 1.6 %, from a microsecond on.
///
/// One thread writes; whoever reads does so after that thread has finished.
final class Latencies {
  private static final int STEPS = 64; // in every doubling
  private static final int STEPS_BITS = 6;

  private final long[] counts = new long[STEPS * 48];
  private long total;

  /// Hot.
  void record(long nanos) {
    counts[index(Math.max(0, nanos / 1_000))]++;
    total++;
  }

  /// The duration that `quantile` (0 to 1) of all did not exceed; 0 where nothing was recorded.
  double millis(double quantile) {
    long wanted = (long) Math.ceil(quantile * total);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return micros(i) / 1_000.0;
      }
    }
    return 0;
  }

  private static int index(long micros) {
    int shift = Math.max(0, Long.SIZE - 1 - STEPS_BITS - Long.numberOfLeadingZeros(micros));
    return (shift << STEPS_BITS) + (int) (micros >>> shift);
  }

  private static long micros(int index) {
    int shift = Math.max(0, (index >> STEPS_BITS) - 1);
    return (long) (index - (shift << STEPS_BITS)) << shift;
  }
}
