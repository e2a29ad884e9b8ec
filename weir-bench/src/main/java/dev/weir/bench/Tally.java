package dev.weir.bench;

import java.time.Duration;

/// What one window of a load counts. Owned by the load's thread.
final class Tally {
  private final Latencies latencies = new Latencies();
  private final Duration window;
  private final long endNanos;
  private long accepted;
  private long acceptedInWindow;
  private long errors;

  Tally(Duration window, long nowNanos) {
    this.window = window;
    this.endNanos = nowNanos + window.toNanos();
  }

  /// Whether there is still time to begin something.
  boolean isOpen(long nowNanos) {
    return nowNanos < endNanos;
  }

  /// Hot. One was answered.
  void answered(long madeAtNanos, long nowNanos) {
    answered(madeAtNanos, nowNanos, 1);
  }

  /// Hot. One request with so many was answered.
  void answered(long madeAtNanos, long nowNanos, int count) {
    latencies.record(nowNanos - madeAtNanos);
    accepted(count, nowNanos);
  }

  /// So many were taken, as far as one can tell.
  void accepted(int count, long nowNanos) {
    accepted += count;
    if (isOpen(nowNanos)) acceptedInWindow += count;
  }

  void failed(int count) {
    errors += count;
  }

  LoadResult result() {
    return new LoadResult(
        accepted,
        errors,
        acceptedInWindow * 1e9 / window.toNanos(),
        latencies.millis(0.50),
        latencies.millis(0.99));
  }
}
