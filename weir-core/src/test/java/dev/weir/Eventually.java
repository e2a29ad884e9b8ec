package dev.weir;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits until something holds, and fails the test when it does not in time.
public final class Eventually {
  private static final Duration AT_MOST = Duration.ofSeconds(20);
  private static final long LOOK_EVERY_NANOS = 1_000_000;

  private Eventually() {}

  public static void holds(String what, BooleanSupplier condition) {
    var deadline = System.nanoTime() + AT_MOST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) fail("not within %s: %s", AT_MOST, what);
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }
}
