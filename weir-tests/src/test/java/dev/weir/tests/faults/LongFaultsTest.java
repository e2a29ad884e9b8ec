package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tests.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Faults that take their time: a broker that comes and goes, and one that stays away until the log
/// is full.
@Tag("chaos")
@Timeout(1_200)
class LongFaultsTest {
  private static final Duration FLAPPING =
      Duration.ofSeconds(Integer.getInteger("weir.flap.seconds", 60));
  private static final int MEGABYTES = Integer.getInteger("weir.megabytes", 256);
  private static final Duration UP_OR_DOWN = Duration.ofSeconds(3);
  private static final Duration REFUSED_AT_MOST = Duration.ofMillis(100);
  private static final int FILES_MAX = 3;

  /// Some 10,000 records a second.
  private static final Load.Plan MUCH = new Load.Plan(6, 50, Duration.ofMillis(30), false);

  @TempDir private Path folder;
  private Broker broker;
  private Gateway gateway;
  private Topic topic;

  @BeforeEach
  void start() throws Exception {
    broker = Broker.start(folder.resolve("kafka"));
    topic = Topic.create(broker.bootstrapServers(), "rides");
    gateway =
        new Gateway(folder.resolve("weir"), broker.bootstrapServers())
            .with("wal.limit", MEGABYTES + "MB")
            .with("wal.segment", "16MB")
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    broker.close();
  }

  @Test
  void a_broker_that_comes_and_goes_costs_nothing_and_leaves_nothing() throws Exception {
    try (var memory = MemoryWatch.over(gateway);
        var journal = Load.start(gateway.push(), "rides", Load.Plan.JOURNAL);
        var kafka = Load.start(gateway.push(), "rides", Load.Plan.KAFKA)) {
      var rounds = FLAPPING.dividedBy(UP_OR_DOWN.multipliedBy(2));
      for (var round = 0; round < rounds; round++) goAndComeBack(round % 2 == 0);
      journal.stop();
      kafka.stop();
      var drained = gateway.drains();

      var verdict = topic.check(journal, kafka);
      Await.until("files go", Duration.ofSeconds(30), () -> files() <= FILES_MAX);
      Result.of(
          "K13",
          "%d rounds: %s; drained after %d ms; %d files left; slowest %.0f ms; RSS %d MB"
              .formatted(
                  rounds,
                  verdict.text(),
                  drained.toMillis(),
                  files(),
                  journal.millis(1, _ -> true),
                  memory.rssMegabytes()));
      verdict.isClean().hasDuplicatesAtMost(0);
      assertThat(journal.count(answer -> !answer.acknowledged())).as("turned away").isZero();
      memory.stayedWithinBudget();
      gateway.wasQuiet(FLAPPING);
    }
  }

  private void goAndComeBack(boolean dies) throws IOException, InterruptedException {
    if (dies) broker.process().kill();
    else broker.process().signal("STOP");
    Await.pass(UP_OR_DOWN);
    if (dies) broker.start();
    else broker.process().signal("CONT");
    Await.pass(UP_OR_DOWN);
  }

  /// Of the log, beside its lock.
  private long files() {
    try (var files = Files.list(folder.resolve("weir").resolve("wal").resolve("kafka"))) {
      return files.filter(file -> file.toString().endsWith(".wal")).count();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  @Test
  void a_log_filled_to_its_limit_is_delivered_whole_and_filled_again() throws Exception {
    try (var memory = MemoryWatch.over(gateway);
        var first = Load.start(gateway.push(), "rides", MUCH)) {
      broker.process().signal("STOP");
      Await.until(
          "the log is full",
          Duration.ofMinutes(10),
          () -> first.count(LongFaultsTest::refused) > 200);
      first.stop();
      var waiting = gateway.figures().waiting();
      broker.process().signal("CONT");
      var drained = gateway.drains();
      var second = Load.start(gateway.push(), "rides", Load.Plan.JOURNAL);
      Await.pass(UP_OR_DOWN);
      second.stop();
      gateway.drains();

      var verdict = topic.check(first, second);
      Result.of(
          "K14",
          "%d MB, %,d messages: %s; refused within %.0f ms (p90), %.0f ms (p99); drained in %.1f s; RSS %d MB"
              .formatted(
                  MEGABYTES,
                  waiting,
                  verdict.text(),
                  first.millis(0.9, LongFaultsTest::refused),
                  first.millis(0.99, LongFaultsTest::refused),
                  drained.toMillis() / 1e3,
                  memory.rssMegabytes()));
      verdict.isClean().hasDuplicatesAtMost(0);
      assertThat(first.millis(0.9, LongFaultsTest::refused))
          .isLessThan((double) REFUSED_AT_MOST.toMillis());
      assertThat(second.count(answer -> !answer.acknowledged())).as("turned away later").isZero();
      memory.stayedWithinBudget();
      gateway.wasQuiet(Duration.ofSeconds(60));
    }
  }

  private static boolean refused(Answer answer) {
    return answer.status() == 503;
  }
}
