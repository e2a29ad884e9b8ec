package dev.weir.cli.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// When each of a row of messages is to be sent: by a plan, whatever became of those before. Owned
/// by the thread that sends.
///
/// Without a rate there is no plan: each is to be sent at once.
public final class Pace {
  private static final long SPIN_NANOS = 60_000; // a park takes about that long to return
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final double stepNanos;
  private final long startNanos = System.nanoTime();
  private long next;

  private Pace(double stepNanos) {
    this.stepNanos = stepNanos;
  }

  /// One that begins now.
  ///
  /// @param perSecond 0 is as fast as may be
  public static Pace of(double perSecond) {
    return new Pace(perSecond == 0 ? 0 : 1e9 / perSecond);
  }

  /// When the next one is due: some time ago for one that is late. Hot.
  public long next() {
    if (stepNanos == 0) return System.nanoTime();
    return startNanos + (long) (stepNanos * next++);
  }

  /// Waits to the microsecond, where the system only promises some dozens; less where `stop` says
  /// so.
  public static void until(long nanos, BooleanSupplier stop) {
    for (var left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      if (left <= SPIN_NANOS) {
        Thread.onSpinWait();
      } else if (stop.getAsBoolean()) {
        return;
      } else {
        LockSupport.parkNanos(Math.min(LOOK_NANOS, left - SPIN_NANOS));
      }
    }
  }
}
