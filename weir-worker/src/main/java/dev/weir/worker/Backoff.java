package dev.weir.worker;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait for Kafka to be better: from 100 ms on, doubled up to 10 s, and a fifth less at
/// times, so that not all come again at once.
final class Backoff {
  private static final long FIRST_MILLIS = 100;
  private static final long MAX_MILLIS = 10_000;

  private Backoff() {}

  /// @param failures in a row, 1 or more
  static Duration after(int failures) {
    var millis = Math.min(MAX_MILLIS, FIRST_MILLIS << Math.min(failures - 1, 10));
    return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 5));
  }
}
