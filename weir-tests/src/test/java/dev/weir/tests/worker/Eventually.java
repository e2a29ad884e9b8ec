package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting, never without a bound.
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

  private Eventually() {}

  /// Waits until the condition holds, for 20 s at most; answers how long it took.
  static Duration holds(String what, BooleanSupplier condition) {
    return holds(what, PATIENCE, condition);
  }

  static Duration holds(String what, Duration atMost, BooleanSupplier condition) {
    var begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(since(begun)).as(what).isLessThan(atMost);
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return since(begun);
  }

  /// Waits for other threads; fails after 20 s.
  static void happens(String what, CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(what).isTrue();
  }

  /// Lets time pass, unless the thread is interrupted.
  static void pass(Duration time) throws InterruptedException {
    var never = new CountDownLatch(1);
    assertThat(never.await(time.toNanos(), TimeUnit.NANOSECONDS)).isFalse();
  }

  /// Lets time pass, whatever happens.
  static void passStubbornly(Duration time) {
    var end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) LockSupport.parkNanos(LOOK_EVERY.toNanos());
  }

  static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
