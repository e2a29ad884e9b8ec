package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for what a test cannot be told of.
final class Soon {
  private static final Duration AT_MOST = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private Soon() {}

  static void is(String what, BooleanSupplier condition) {
    var begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(what).isLessThan(AT_MOST);
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }
}
