package dev.weir.cli.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;

/// A histogram of durations: exact up to 127 ns, and from there on in steps of at most 1.6 %, 64 in
/// every doubling. Any thread records; who reads while others record sees some of theirs.
public final class Latencies {
  private static final int STEPS_BITS = 6;
  private static final int STEPS = 1 << STEPS_BITS;
  private static final int DOUBLINGS = 44; // to 2^50 ns, which is 13 days

  private final AtomicLongArray counts = new AtomicLongArray(STEPS * (DOUBLINGS + 1));
  private final AtomicLong count = new AtomicLong();
  private final LongAccumulator max = new LongAccumulator(Long::max, 0);

  /// Hot.
  public void record(long nanos) {
    var positive = Math.max(0, nanos);
    counts.incrementAndGet(Math.min(index(positive), counts.length() - 1));
    count.incrementAndGet();
    max.accumulate(positive);
  }

  public long count() {
    return count.get();
  }

  public long maxNanos() {
    return max.get();
  }

  /// What this share of all did not exceed, to the end of its step; 0 where nothing was recorded.
  ///
  /// @param share from 0 to 1
  public long nanos(double share) {
    var wanted = Math.max(1, (long) Math.ceil(share * count.get()));
    var seen = 0L;
    for (var i = 0; i < counts.length() - 1; i++) {
      seen += counts.get(i);
      if (seen >= wanted) return Math.min(lastOf(i), max.get());
    }
    return max.get();
  }

  /// Two doublings' worth of single steps at first; then the shift grows by one with each doubling.
  private static int index(long nanos) {
    var shift = Math.max(0, Long.SIZE - 1 - STEPS_BITS - Long.numberOfLeadingZeros(nanos));
    return (shift << STEPS_BITS) + (int) (nanos >>> shift);
  }

  private static long lastOf(int index) {
    var shift = Math.max(0, (index >> STEPS_BITS) - 1);
    var step = (long) index - ((long) shift << STEPS_BITS);
    return ((step + 1) << shift) - 1;
  }
}
