package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Eventually;
import dev.weir.HandClock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.config.LimitsConfig;
import dev.weir.config.WalConfig;
import dev.weir.config.WalMode;
import dev.weir.metrics.Metrics;
import dev.weir.sink.Sink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DyingLaneTest {
  private static final LimitsConfig LIMITS = new LimitsConfig(1 << 20, 1 << 16, 1_000, 1 << 20);
  private static final LaneSetup SETUP =
      new LaneSetup(
          "test",
          LIMITS,
          SteppedLane.BREAKER,
          new WalConfig(Path.of("none"), WalMode.DISABLE, 1, 1, Duration.ZERO, 0),
          Duration.ofDays(1));

  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();

  @AfterEach
  void restore() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  /// The process ends on an error of any thread, and not on an exception.
  @Test
  void a_lane_that_made_a_mistake_dies_of_an_error() {
    var death = new AtomicReference<Throwable>();
    Thread.setDefaultUncaughtExceptionHandler((_, cause) -> death.set(cause));
    var metrics = new Metrics();
    var gate = new Gate(LIMITS, new Budget(LIMITS.memory()), new HandClock());

    Lane.open(
        SETUP, _ -> new Mistaken(), null, gate, new Ledger("test", gate, metrics, new HandClock()));
    Eventually.holds("the lane died", () -> death.get() != null);

    assertThat(death.get())
        .isInstanceOf(Error.class)
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  private record Mistaken() implements Sink {
    @Override
    public void send(Message message, Consumer<Outcome> done) {}

    @Override
    public void turn() {
      throw new IllegalStateException("a mistake");
    }

    @Override
    public void close(Duration atMost) {}
  }
}
