package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tests.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The log's disk is full or fails, while the broker stands still.
@Timeout(420)
class DiskFaultsTest {
  /// Some milliseconds; whoever waited for Kafka to go on would wait for all of [#WHILE].
  private static final Duration REFUSED_AT_MOST = Duration.ofSeconds(1);

  /// On a machine with nothing else to do it is one.
  private static final Duration RESUMES_AT_MOST = Duration.ofSeconds(20);

  /// A broker that stood still for long has to be let in again by its controller.
  private static final Duration BACK_AT_MOST = Duration.ofSeconds(60);

  /// A failed disk is tried every second.
  private static final Duration TRIES_AGAIN_AT_MOST = Duration.ofSeconds(20);

  private static final Duration WHILE = Duration.ofSeconds(3);

  @TempDir private Path folder;
  private Broker broker;
  private Gateway gateway;
  private Path log;
  private Topic topic;

  @BeforeEach
  void start() throws Exception {
    log = folder.resolve("log");
    broker = Broker.start(folder.resolve("kafka"));
    topic = Topic.create(broker.bootstrapServers(), "rides");
    gateway =
        new Gateway(folder.resolve("weir"), broker.bootstrapServers())
            .with("wal.path", log.toString())
            .with("wal.segment", "2MB");
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    broker.close();
  }

  @Test
  void a_log_at_its_limit_refuses_at_once_and_takes_more_when_there_is_room() throws Exception {
    gateway.with("wal.limit", "10MB");

    fillAndHeal("limit");
  }

  @Test
  void a_full_disk_refuses_at_once_and_takes_more_when_there_is_room() throws Exception {
    gateway.under(Disk.small(log, 10));

    fillAndHeal("disk");
  }

  private void fillAndHeal(String what) throws Exception {
    gateway.start();
    var began = System.nanoTime();
    try (var memory = MemoryWatch.over(gateway);
        var journal = Load.start(gateway.push(), "rides", Load.Plan.JOURNAL)) {
      broker.process().signal("STOP");
      Await.until(
          "the log is full", Duration.ofMinutes(2), () -> journal.count(DiskFaultsTest::full) > 10);
      Await.pass(WHILE);
      var delivered = gateway.figures().messages("delivered");
      broker.process().signal("CONT");
      var back =
          Await.until(
              "Kafka takes some",
              BACK_AT_MOST,
              () -> gateway.peek().messages("delivered") > delivered);
      var healed = System.nanoTime();
      var resumed =
          Await.until(
              "it takes more", RESUMES_AT_MOST, () -> journal.count(acknowledgedSince(healed)) > 0);
      Await.pass(WHILE);
      journal.stop();
      gateway.drains();

      var verdict = topic.check(journal);
      Result.of(
          "D1",
          "%s: %s; %d refused within %.0f ms (p90), %.0f ms (p99); Kafka takes some %d ms after it went on, and Weir %d ms later; RSS %d MB"
              .formatted(
                  what,
                  verdict.text(),
                  journal.count(DiskFaultsTest::full),
                  journal.millis(0.9, DiskFaultsTest::full),
                  journal.millis(0.99, DiskFaultsTest::full),
                  back.toMillis(),
                  resumed.toMillis(),
                  memory.rssMegabytes()));
      verdict.isClean().hasDuplicatesAtMost(0);
      assertThat(journal.millis(0.9, DiskFaultsTest::full))
          .isLessThan((double) REFUSED_AT_MOST.toMillis());
      assertThat(journal.count(answer -> answer.status() != 200 && answer.status() != 503))
          .isZero();
      memory.stayedWithinBudget();
      gateway.wasQuiet(Await.since(began));
    }
  }

  private static boolean full(Answer answer) {
    return answer.status() == 503;
  }

  private static Predicate<Answer> acknowledgedSince(long nanos) {
    return answer -> answer.acknowledged() && answer.sentNanos() - nanos > 0;
  }

  @Test
  void nothing_is_acknowledged_on_the_word_of_a_disk_that_fails() throws Exception {
    Disk.failing(gateway, log, folder).start();
    var began = System.nanoTime();
    try (var journal = Load.start(gateway.push(), "rides", Load.Plan.JOURNAL)) {
      Await.pass(WHILE);
      var failing = System.nanoTime();
      Disk.fail(folder);
      Await.pass(WHILE);
      var onlyKafka = journal.count(acknowledgedSince(failing));
      broker.process().signal("STOP");
      Await.until(
          "somebody is turned away",
          Duration.ofSeconds(30),
          () -> journal.count(DiskFaultsTest::full) > 10);
      var stopped = System.nanoTime();
      Await.pass(WHILE);
      var onNothing = journal.count(acknowledgedSince(stopped));
      Disk.heal(folder);
      var healed = System.nanoTime();
      var resumed =
          Await.until(
              "it takes more",
              TRIES_AGAIN_AT_MOST,
              () -> journal.count(acknowledgedSince(healed)) > 0);
      Await.pass(WHILE);
      gateway.process().kill();
      journal.stop();
      gateway.start();
      broker.process().signal("CONT");
      gateway.drains();

      var verdict = topic.check(journal);
      Result.of(
          "D4",
          "%s; with Kafka alone %d requests acknowledged, without Kafka %d; takes more %d ms after the disk was well"
              .formatted(verdict.text(), onlyKafka, onNothing, resumed.toMillis()));
      verdict.isClean();
      assertThat(onlyKafka).as("acknowledged by Kafka alone").isPositive();
      assertThat(onNothing).as("acknowledged by nobody").isZero();
      gateway.wasQuiet(Await.since(began));
    }
  }
}
