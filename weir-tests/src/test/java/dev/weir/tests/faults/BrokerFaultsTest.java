package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tests.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The broker dies, or stands still. The contract's 30 s of standing still are 12 s here: longer
/// than every time-out on the way.
@Timeout(300)
class BrokerFaultsTest {
  private static final Duration HEALTHY = Duration.ofSeconds(2);
  private static final Duration AWAY = Duration.ofSeconds(12);

  /// Its patience is 3 s. It has to be open before the broker is back.
  private static final Duration BREAKER_OPENS_AT_MOST = Duration.ofSeconds(10);

  private static final Duration DRAINS_AT_MOST = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Broker broker;
  private Gateway gateway;
  private Topic topic;

  @BeforeEach
  void start() throws Exception {
    broker = Broker.start(folder.resolve("kafka"));
    topic = Topic.create(broker.bootstrapServers(), "rides");
    gateway = new Gateway(folder.resolve("weir"), broker.bootstrapServers()).start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    broker.close();
  }

  @Test
  void nothing_is_lost_and_nobody_is_turned_away_when_the_broker_is_killed() throws Exception {
    faulty("K1", () -> broker.process().kill(), () -> broker.start());
  }

  @Test
  void nothing_is_lost_and_nobody_is_turned_away_when_the_broker_stands_still() throws Exception {
    faulty("K2", () -> broker.process().signal("STOP"), () -> broker.process().signal("CONT"));
  }

  private void faulty(String name, Step fault, Step heal) throws Exception {
    try (var memory = MemoryWatch.over(gateway);
        var journal = Load.start(gateway.push(), "rides", Load.Plan.JOURNAL);
        var kafka = Load.start(gateway.push(), "rides", Load.Plan.KAFKA)) {
      Await.pass(HEALTHY);

      var began = System.nanoTime();
      fault.run();
      var opened = opens();
      Await.pass(AWAY.minusNanos(System.nanoTime() - began));
      heal.run();
      Await.pass(HEALTHY);
      journal.stop();
      kafka.stop();
      var drained = gateway.drains();

      var verdict = topic.check(journal, kafka);
      Result.of(
          name,
          "%s; breaker open after %d ms; drained after %d ms; journal p99 %.0f ms, slowest %.0f ms; RSS %d MB"
              .formatted(
                  verdict.text(),
                  opened.toMillis(),
                  drained.toMillis(),
                  journal.millis(0.99, _ -> true),
                  journal.millis(1, _ -> true),
                  memory.rssMegabytes()));
      verdict.isClean().hasDuplicatesAtMost(0);
      assertThat(journal.count(answer -> !answer.acknowledged())).as("turned away").isZero();
      assertThat(opened).isLessThan(BREAKER_OPENS_AT_MOST);
      assertThat(drained).isLessThan(DRAINS_AT_MOST);
      memory.stayedWithinBudget();
      gateway.wasQuiet(Await.since(began));
    }
  }

  private Duration opens() {
    return Await.until(
        "the breaker opens",
        BREAKER_OPENS_AT_MOST.multipliedBy(2),
        () -> gateway.peek().of("weir_breaker_state") != 0);
  }

  /// What is done to the broker.
  private interface Step {
    void run() throws IOException, InterruptedException;
  }
}
