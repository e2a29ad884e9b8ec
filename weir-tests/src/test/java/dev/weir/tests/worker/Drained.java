package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tests.Await;
import dev.weir.worker.Worker;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Running a worker up to a moment.
final class Drained {
  private static final Duration GRACE = Duration.ofSeconds(30);

  private Drained() {}

  /// Starts it, waits until the condition holds, and lets it end in peace.
  static void when(String what, Worker worker, BooleanSupplier condition) {
    try (worker) {
      worker.start();
      Await.until(what, condition::getAsBoolean);
      assertThat(worker.close(GRACE)).isEqualTo(new Worker.Exit.Drained());
    }
  }

  /// Starts it, and lets it end in peace when so many attempts have ended.
  static void after(int count, Attempts attempts, Worker worker) {
    when(count + " attempts", worker, () -> attempts.count() >= count);
  }
}
