package dev.weir.tests.rest.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waiting for what a test cannot be told of.
final class Await {
  private static final Duration AT_MOST = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private Await() {}

  static void until(String what, Callable<Boolean> condition) throws Exception {
    var begun = System.nanoTime();
    while (!condition.call()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(what).isLessThan(AT_MOST);
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }
}
