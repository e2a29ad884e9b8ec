package dev.weir.cli.units;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Keeps one thread to so many messages or bytes a second, from the first one on.
public final class Pace {
  private static final long LOOK_EVERY_NANOS = 50_000_000;

  /// What was missed while the sender was held up is not made up for beyond this.
  private static final long LATE_MAX_NANOS = 1_000_000_000;

  private final double nanosForOne;
  private final PerSecond.Of of;
  private final LongSupplier nanos;
  private final LongConsumer wait;
  private long dueNanos;

  public Pace(PerSecond rate) {
    this(rate, System::nanoTime, LockSupport::parkNanos);
  }

  Pace(PerSecond rate, LongSupplier nanos, LongConsumer wait) {
    if (!(rate.amount() > 0)) throw new IllegalArgumentException("a rate is more than 0");
    this.nanosForOne = 1e9 / rate.amount();
    this.of = rate.of();
    this.nanos = nanos;
    this.wait = wait;
    this.dueNanos = nanos.getAsLong();
  }

  /// Returns when the next message may go, or when nobody wants that any more.
  public void await(long bytes, BooleanSupplier over) {
    for (var left = dueNanos - nanos.getAsLong(); left > 0; left = dueNanos - nanos.getAsLong()) {
      if (over.getAsBoolean()) return;
      wait.accept(Math.min(left, LOOK_EVERY_NANOS));
    }
    dueNanos = Math.max(dueNanos, nanos.getAsLong() - LATE_MAX_NANOS);
    dueNanos += (long) (of == PerSecond.Of.BYTES ? bytes * nanosForOne : nanosForOne);
  }
}
