package dev.weir.delivery;

import dev.weir.config.WalConfig;

/// How fast waiting messages are sent: `wal.resend-rate` a second, and with a `wal.resend-period`
/// only at its end. The lane's thread owns it.
final class Pace {
  private static final long SECOND_NANOS = 1_000_000_000;

  private final long periodNanos;
  private final long ratePerSecond;

  /// When the next pass through the log may begin.
  private long passNanos;

  /// Those of this second are sent already.
  private long sent;

  private long secondNanos;

  Pace(WalConfig config, long nowNanos) {
    this.periodNanos = config.resendPeriod().toNanos();
    this.ratePerSecond = config.resendRate();
    this.passNanos = nowNanos;
    this.secondNanos = nowNanos;
  }

  boolean allows(long nowNanos) {
    if (nowNanos - passNanos < 0) return false;
    if (ratePerSecond == 0) return true;
    if (nowNanos - secondNanos >= SECOND_NANOS) {
      secondNanos = nowNanos;
      sent = 0;
    }
    return sent < ratePerSecond;
  }

  /// Has the next pass begin at once, whatever the period.
  void hurry(long nowNanos) {
    if (nowNanos - passNanos < 0) passNanos = nowNanos;
  }

  void sent() {
    sent++;
  }

  /// Nothing waits any more; what will, waits for the end of the period.
  void done(long nowNanos) {
    if (periodNanos > 0 && nowNanos - passNanos >= 0) passNanos = nowNanos + periodNanos;
  }
}
