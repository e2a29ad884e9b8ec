package dev.weir.worker;

/// How many attempts may begin in a second. Owner: the lanes' lock.
final class Pace {
  /// What was not used for so long may be used later.
  private static final long SAVED_NANOS = 100_000_000;

  private double perSecond;
  private long nextNanos;

  Pace(double perSecond, long nowNanos) {
    this.perSecond = perSecond;
    this.nextNanos = nowNanos;
  }

  void set(double perSecond, long nowNanos) {
    this.perSecond = perSecond;
    this.nextNanos = nowNanos;
  }

  /// How long the next attempt has to wait; 0 or less for not at all. Hot.
  long waitNanos(long nowNanos) {
    return perSecond == Double.POSITIVE_INFINITY ? 0 : nextNanos - nowNanos;
  }

  /// Hot.
  void began(long nowNanos) {
    if (perSecond == Double.POSITIVE_INFINITY) return;
    nextNanos = Math.max(nextNanos, nowNanos - SAVED_NANOS) + (long) (1e9 / perSecond);
  }
}
