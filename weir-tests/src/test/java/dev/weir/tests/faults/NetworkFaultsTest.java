package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.testkit.net.Direction;
import dev.weir.testkit.net.FaultProxy;
import dev.weir.tests.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The network between the gateway and its broker fails.
@Tag("chaos")
@Timeout(180)
class NetworkFaultsTest {
  private static final FaultProxy network = FaultProxy.on(0);

  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create().behind(network);

  private static final int CUTS = Integer.getInteger("weir.cuts", 200);

  /// Longer than the breaker's patience and than a request may take.
  private static final Duration FAULT = Duration.ofSeconds(6);

  private static final Duration HEALTHY = Duration.ofSeconds(1);
  private static final Duration SLOW = Duration.ofSeconds(15);

  @TempDir private Path folder;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new Gateway(folder.resolve("weir"), kafka.bootstrapServers()).start();
  }

  @AfterEach
  void stop() throws Exception {
    network.heal();
    gateway.close();
  }

  @AfterAll
  static void closeNetwork() {
    network.close();
  }

  @Test
  void nothing_is_lost_when_connections_are_reset_closed_hang_or_lead_one_way() throws Exception {
    var topic = Topic.create(kafka.bootstrapServers(), "broken");
    try (var memory = MemoryWatch.over(gateway);
        var journal = Load.start(gateway.push(), "broken", Load.Plan.JOURNAL);
        var kafkaLevel = Load.start(gateway.push(), "broken", Load.Plan.KAFKA)) {
      fault(network::reset);
      fault(NetworkFaultsTest::close);
      fault(network::hang);
      fault(() -> network.drop(Direction.TO_CLIENT));
      fault(() -> network.drop(Direction.TO_SERVER));
      journal.stop();
      kafkaLevel.stop();
      var drained = gateway.drains();

      var verdict = topic.check(journal, kafkaLevel);
      Result.of(
          "K3",
          "%s; drained after %d ms; journal p99 %.0f ms, slowest %.0f ms; RSS %d MB"
              .formatted(
                  verdict.text(),
                  drained.toMillis(),
                  journal.millis(0.99, _ -> true),
                  journal.millis(1, _ -> true),
                  memory.rssMegabytes()));
      verdict.isClean().hasDuplicatesAtMost(0);
      assertThat(journal.count(answer -> !answer.acknowledged())).as("turned away").isZero();
      memory.stayedWithinBudget();
      gateway.wasQuiet(FAULT.multipliedBy(5));
    }
  }

  /// Ends what is open, and what comes.
  private static void close() {
    network.reset();
    network.refuse();
  }

  private static void fault(Runnable fault) {
    Await.pass(HEALTHY);
    fault.run();
    Await.pass(FAULT);
    network.heal();
    Await.pass(HEALTHY);
  }

  @Test
  void a_connection_cut_at_any_byte_loses_nothing_and_doubles_nothing() throws Exception {
    var topic = Topic.create(kafka.bootstrapServers(), "cut");
    var seed = Long.getLong("weir.seed", System.nanoTime());
    var random = new Random(seed);
    try (var journal = Load.start(gateway.push(), "cut", Load.Plan.JOURNAL);
        var kafkaLevel = Load.start(gateway.push(), "cut", Load.Plan.KAFKA)) {
      Await.pass(HEALTHY);
      var begun = System.nanoTime();
      for (var cut = 0; cut < CUTS; cut++) cut(random);
      var cutting = Duration.ofNanos(System.nanoTime() - begun);
      journal.stop();
      kafkaLevel.stop();
      gateway.drains();

      var verdict = topic.check(journal, kafkaLevel);
      Result.of(
          "K5",
          "%d cuts in %d s, seed %d: %s"
              .formatted(CUTS, cutting.toSeconds(), seed, verdict.text()));
      verdict.isClean().hasDuplicatesAtMost(0);
      gateway.wasQuiet(cutting);
    }
  }

  /// Waits until the client is back as well.
  private static void cut(Random random) {
    var connections = network.connections();
    var direction = random.nextInt(3) == 0 ? Direction.TO_SERVER : Direction.TO_CLIENT;
    var bytes = random.nextInt(direction == Direction.TO_SERVER ? 60_000 : 600);
    if (random.nextBoolean()) {
      network.closeAfter(direction, bytes);
    } else {
      network.resetAfter(direction, bytes);
    }
    Await.until(
        "the client comes back", Duration.ofSeconds(20), () -> network.connections() > connections);
  }

  @Test
  void a_slow_network_neither_fills_the_memory_nor_moves_the_breaker() throws Exception {
    var topic = Topic.create(kafka.bootstrapServers(), "slow");
    try (var memory = MemoryWatch.over(gateway);
        var journal = Load.start(gateway.push(), "slow", Load.Plan.JOURNAL);
        var kafkaLevel = Load.start(gateway.push(), "slow", Load.Plan.KAFKA)) {
      Await.pass(HEALTHY);
      network.limit(300_000);
      Await.pass(SLOW);
      var turns = gateway.figures().of("weir_breaker_turns_total");
      network.heal();
      journal.stop();
      kafkaLevel.stop();
      var drained = gateway.drains();

      var verdict = topic.check(journal, kafkaLevel);
      Result.of(
          "K4",
          "%s; %d turns of the breaker; drained after %d ms; journal p99 %.0f ms; RSS %d MB"
              .formatted(
                  verdict.text(),
                  turns,
                  drained.toMillis(),
                  journal.millis(0.99, _ -> true),
                  memory.rssMegabytes()));
      verdict.isClean().hasDuplicatesAtMost(0);
      assertThat(turns).isLessThanOrEqualTo(1);
      memory.stayedWithinBudget();
      gateway.wasQuiet(SLOW);
    }
  }
}
