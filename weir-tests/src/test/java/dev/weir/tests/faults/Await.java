package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for what a test cannot be told of.
public final class Await {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private Await() {}

  /// Waits until the condition holds, and fails if that takes too long; answers how long it took.
  public static Duration until(String what, Duration atMost, BooleanSupplier condition) {
    var begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(what).isLessThan(atMost);
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /// Lets a fault last.
  public static void pass(Duration time) {
    var end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) LockSupport.parkNanos(end - System.nanoTime());
  }
}
