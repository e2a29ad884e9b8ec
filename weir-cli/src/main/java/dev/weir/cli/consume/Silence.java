package dev.weir.cli.consume;

import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;

/// How long nothing was heard of what must still come. One thread.
final class Silence {
  static final Duration POLL = Duration.ofMillis(200);

  private final Duration max;
  private long heardNanos = System.nanoTime();

  Silence(Duration max) {
    this.max = max;
  }

  /// @param heard whether there was something, or nothing has to come
  void check(boolean heard) {
    if (heard) heardNanos = System.nanoTime();
    if (System.nanoTime() - heardNanos > max.toNanos()) {
      throw new TimeoutException("no messages within " + max);
    }
  }
}
