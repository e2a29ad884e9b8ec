package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tests.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The gateway dies, or is told to stop, while it has work.
@Timeout(480)
class KilledGatewayTest {
  private static final int KILLS = Integer.getInteger("weir.kills", 12);
  private static final Duration READY_AT_MOST = Duration.ofSeconds(4);

  /// It waits 10 s at most for what is under way.
  private static final Duration STOPS_AT_MOST = Duration.ofSeconds(20);

  /// What Kafka has not answered by then stays in the log, and is sent again.
  private static final Duration LEFT_AFTER = Duration.ofSeconds(3);

  /// What may be sent again after each kill: what was in flight, and a second of deliveries.
  private static final int DUPLICATES_PER_KILL_MAX = 4_000;

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
  void what_was_acknowledged_survives_kill_9_at_any_moment() throws Exception {
    var seed = Long.getLong("weir.seed", System.nanoTime());
    var random = new Random(seed);
    var first = gateway.readyAfter();
    var starts = new ArrayList<Duration>();
    try (var journal = Load.start(gateway.push(), "rides", Load.Plan.JOURNAL);
        var kafka = Load.start(gateway.push(), "rides", Load.Plan.KAFKA)) {
      for (var kill = 0; kill < KILLS; kill++) {
        Await.pass(Duration.ofMillis(100 + random.nextInt(900)));
        starts.add(killAndStart(kill % 4 == 3));
      }
      journal.stop();
      kafka.stop();
      gateway.drains();

      var verdict = topic.check(journal, kafka);
      report(seed, verdict, starts);
      verdict.isClean().hasDuplicatesAtMost((long) KILLS * DUPLICATES_PER_KILL_MAX);
      // The first start had an empty log and the same machine, which may be busier since.
      assertThat(Collections.min(starts)).isLessThan(first.plus(READY_AT_MOST));
    }
  }

  /// Answers how long the start took.
  ///
  /// @param away whether the broker stands still before and after, so that the log has a part
  private Duration killAndStart(boolean away) throws IOException, InterruptedException {
    if (away) {
      broker.process().signal("STOP");
      Await.pass(Duration.ofMillis(500));
    }
    gateway.process().kill();
    gateway.start();
    if (away) broker.process().signal("CONT");
    return gateway.readyAfter();
  }

  private static void report(long seed, Verdict verdict, List<Duration> starts) throws IOException {
    Result.of(
        "M1",
        "%d kills, seed %d: %s; ready after %d ms in the median, %d ms at most"
            .formatted(
                starts.size(),
                seed,
                verdict.text(),
                median(starts).toMillis(),
                starts.stream().max(Duration::compareTo).orElseThrow().toMillis()));
  }

  private static Duration median(List<Duration> all) {
    return all.stream().sorted().toList().get(all.size() / 2);
  }

  @Test
  void sigterm_under_load_loses_nothing_and_ends_with_0() throws Exception {
    try (var journal = Load.start(gateway.push(), "rides", Load.Plan.JOURNAL);
        var kafka = Load.start(gateway.push(), "rides", Load.Plan.KAFKA)) {
      Await.pass(Duration.ofSeconds(2));

      var begun = System.nanoTime();
      var exitCode = gateway.process().terminate();
      var took = Duration.ofNanos(System.nanoTime() - begun);
      journal.stop();
      kafka.stop();
      gateway.start().drains();

      var verdict = topic.check(journal, kafka);
      Result.of("M3", "%s; stopped after %d ms".formatted(verdict.text(), took.toMillis()));
      verdict
          .isClean()
          .hasDuplicatesAtMost(took.compareTo(LEFT_AFTER) < 0 ? 0 : DUPLICATES_PER_KILL_MAX);
      assertThat(exitCode).isZero();
      assertThat(took).isLessThan(STOPS_AT_MOST);
    }
  }

  @Test
  void a_second_gateway_on_the_same_log_is_refused_and_the_first_goes_on() throws Exception {
    try (var journal = Load.start(gateway.push(), "rides", Load.Plan.JOURNAL);
        var second = new Gateway(folder.resolve("second"), broker.bootstrapServers())) {
      var log = folder.resolve("weir").resolve("wal").toString();

      second.with("wal.path", log);
      var atMost = gateway.readyAfter().plus(READY_AT_MOST);

      var took = Await.quickest(atMost, () -> refused(second));
      journal.stop();
      gateway.drains();

      var verdict = topic.check(journal);
      Result.of("M9", "%s; refused after %d ms".formatted(verdict.text(), took.toMillis()));
      verdict.isClean().hasDuplicatesAtMost(0);
      assertThat(took).isLessThan(atMost);
      assertThat(second.log()).content().contains(log);
      assertThat(journal.count(answer -> !answer.acknowledged())).as("turned away").isZero();
    }
  }

  private static Duration refused(Gateway gateway) throws Exception {
    var process = gateway.launch();
    assertThat(process.exitCode()).isEqualTo(1);
    return process.age();
  }
}
