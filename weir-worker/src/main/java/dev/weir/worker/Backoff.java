package dev.weir.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// How long to wait for Kafka to be better: from 100 ms on, doubled up to 10 s, and a fifth less at
/// times, so that not all come again at once.
final class Backoff {
  private static final long FIRST_MILLIS = 100;
  private static final long MAX_MILLIS = 10_000;

  private Backoff() {}

  /// Waits until that time is over or the thread is interrupted.
  static void pause(Duration time) throws InterruptedException {
    if (new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("nobody counts it down");
    }
  }

  /// @param failures in a row, 1 or more
  static Duration after(int failures) {
    var millis = Math.min(MAX_MILLIS, FIRST_MILLIS << Math.min(failures - 1, 10));
    return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 5));
  }
}
