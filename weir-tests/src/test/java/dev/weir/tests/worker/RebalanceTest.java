package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Message;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/// Partitions go from one worker to another.
@Timeout(60)
class RebalanceTest {
  private static final int PARTITIONS = 6;
  private static final Duration ATTEMPT = Duration.ofMillis(300);

  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  private final Attempts attempts = new Attempts();

  @Test
  void s28_a_member_that_joins_in_mid_processing_costs_no_duplicate() {
    var topic = WorkerTopic.create(kafka, PARTITIONS).write(700, i -> "k" + i % 350);
    var events = new Events();
    try (var first = topic.worker().listen(events).each(attempts.taking(ATTEMPT));
        var second = topic.worker().each(attempts.taking(ATTEMPT))) {
      first.start();
      Await.until("64 are under way", () -> attempts.inProgress() == 64);

      second.start();
      Await.until("both work", () -> hasWork(topic) && second.stats().done() > 0);
      Await.until("all is settled", () -> topic.committed().equals(topic.ends()));

      assertThat(first.assignment()).hasSize(3);

      assertThat(events.of(WorkerEvent.Revoked.class)).allMatch(WorkerEvent.Revoked::drained);
    }
    attempts.wereOnceEach(topic).wereInOrder();
  }

  /// So that one does not do all while the other one waits for its partitions.
  private boolean hasWork(WorkerTopic topic) {
    if (attempts.count() > topic.written() - 350) topic.write(350, i -> "k" + i);
    return true;
  }

  @Test
  void s29_members_that_come_and_go_cost_no_duplicate() throws InterruptedException {
    comeAndGo(5, Duration.ofSeconds(1), 10_000);
  }

  @Test
  @Tag("chaos")
  @Timeout(300)
  void s29_so_it_is_for_20_of_them_in_a_minute() throws InterruptedException {
    comeAndGo(20, Duration.ofSeconds(3), 100_000);
  }

  private void comeAndGo(int times, Duration each, int records) throws InterruptedException {
    var seed = Long.getLong("weir.seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    System.out.printf("s29: -Dweir.seed=%d%n", seed);
    var topic = WorkerTopic.create(kafka, PARTITIONS).write(records, i -> "k" + i % 1_000);
    // So that there is something to do all the time: less than 64 / 20 ms at once.
    var rate = 0.7 * records / each.multipliedBy(times).toSeconds();
    try (var worker = slow(topic, rate)) {
      worker.start();
      for (var i = 0; i < times; i++) {
        try (var other = slow(topic, rate)) {
          other.start();
          Await.passInterruptibly(Duration.ofMillis(random.nextLong(each.toMillis())));
        }
      }
      var patience = each.multipliedBy(times).plusSeconds(20);
      Await.until("all is settled", patience, () -> topic.committed().equals(topic.ends()));
    }
    attempts.wereOnceEach(topic).wereInOrder();
  }

  private Worker slow(WorkerTopic topic, double rate) {
    return topic.worker().rate(rate).each(attempts.taking(Duration.ofMillis(20)));
  }

  @Test
  void s30_what_lasts_longer_than_the_grace_comes_again_and_its_late_result_counts_for_nothing() {
    var topic = WorkerTopic.create(kafka, 2);
    topic.writeTo(0, 1, i -> "slow").writeTo(1, 1, i -> "slow");
    topic.writeTo(0, 200, i -> "k" + i).writeTo(1, 200, i -> "k" + i);
    var go = new CountDownLatch(1);
    var begun = new AtomicInteger();
    var builder = topic.worker().revokeGrace(ATTEMPT).commitEvery(Duration.ofMillis(100));
    try (var first =
            builder.each(
                attempts.doing(message -> {
                  if (!isSlow(message)) return;
                  begun.incrementAndGet();
                  awaitStubbornly(go);
                }));
        var second = builder.each(attempts.doing(message -> {}))) {
      first.start();
      Await.until("the fast ones are done", () -> attempts.count() == 400);
      Await.until("the slow ones have begun", () -> begun.get() == 2);
      var commits = CommitWatch.over(topic);

      second.start();
      Await.until("the one that went is done again", () -> attempts.count() == 401);
      Await.until("it is settled", () -> isOneSettled(topic, commits));
      go.countDown();
      Await.until("all is settled", () -> isAllSettled(topic, commits));

      Await.until("the late result is ignored", () -> first.stats().lateIgnored() == 1);
      assertThat(attempts.ofKey("slow")).hasSize(3);
      assertThat(attempts.positions()).hasSize(topic.written());
      assertThat(attempts.count()).isEqualTo(topic.written() + 1);
    } finally {
      go.countDown();
    }
  }

  private static boolean isSlow(Message<byte[], byte[]> message) {
    var key = message.raw().key();
    return key != null && new String(key, StandardCharsets.UTF_8).equals("slow");
  }

  /// As code does that does not heed interrupts.
  private static void awaitStubbornly(CountDownLatch latch) {
    while (latch.getCount() > 0) Await.pass(Duration.ofMillis(10));
  }

  private static boolean isOneSettled(WorkerTopic topic, CommitWatch commits) {
    commits.neverGoBack();
    return topic.committed().containsValue(201L);
  }

  private static boolean isAllSettled(WorkerTopic topic, CommitWatch commits) {
    commits.neverGoBack();
    return topic.committed().equals(topic.ends());
  }

  @Test
  void s34_metadata_of_others_is_warned_of_once_and_overwritten() {
    var topic = WorkerTopic.create(kafka, 2);
    topic.writeTo(0, 10, i -> "k" + i).writeTo(1, 10, i -> "k" + i);
    topic.commit(0, 4, "a checkpoint of somebody").commit(1, 7, "AAECAwQ=");
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    var logger = (Logger) LoggerFactory.getLogger(Worker.class);
    logger.addAppender(log);
    try (var worker = topic.worker().each(attempts.doing(message -> {}))) {
      worker.start();

      Await.until("all is settled", () -> topic.committed().equals(topic.ends()));
    } finally {
      logger.detachAppender(log);
    }
    assertThat(attempts.where(attempt -> attempt.position().partition() == 0)).hasSize(6);
    assertThat(attempts.where(attempt -> attempt.position().partition() == 1)).hasSize(3);
    assertThat(log.list)
        .filteredOn(line -> line.getFormattedMessage().contains("metadata"))
        .singleElement()
        .matches(line -> line.getFormattedMessage().contains(topic.name()));
    assertThat(topic.metadata(0)).isEmpty();
  }
}
