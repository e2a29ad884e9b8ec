package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Message;
import dev.weir.worker.Ordering;
import dev.weir.worker.Outcome;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Much is settled above what is not.
@Timeout(90)
class WideGapTest {
  private static final int RECORDS = 40_000;

  /// A broker takes 4,096 characters, which have no more than that many yes and no.
  private static final int TOLD_MIN = 24_000;

  private static final int SPAN = 100_000;
  private static final int MEBI = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  private final Attempts attempts = new Attempts();

  @Test
  void s33_what_does_not_fit_into_a_commit_comes_again_and_no_more() {
    var topic = WorkerTopic.create(kafka, 1).writeWithoutKeys(RECORDS);
    var held = held();
    try (var worker =
        topic
            .worker()
            .ordering(Ordering.NONE)
            .buffer(2 * RECORDS, 256L * MEBI)
            .process(attempts.answering(message -> isHeld(message, held) ? later() : done()))) {
      worker.start();
      Await.until("each was tried", PATIENCE, () -> attempts.count() == RECORDS);

      worker.close(Duration.ofSeconds(10));
      assertThat(worker.stats().commitFailures()).isZero();
    }
    assertThat(topic.metadata(0)).hasSizeBetween(3_900, 4_096);

    var again =
        topic.rest().all().stream()
            .map(attempt -> (int) attempt.position().offset())
            .collect(Collectors.toSet());

    var lost = IntStream.range(0, RECORDS).filter(i -> held[i] && !again.contains(i));
    var twice = IntStream.range(0, TOLD_MIN).filter(i -> !held[i] && again.contains(i));
    assertThat(lost.boxed()).isEmpty();
    assertThat(twice.boxed()).isEmpty();
  }

  @Test
  void s33_a_partition_waits_when_the_gap_is_as_wide_as_may_be() throws InterruptedException {
    var topic = WorkerTopic.create(kafka, 1).writeWithoutKeys(SPAN + 30_000);
    var go = new CountDownLatch(1);
    var events = new Events();
    try (var worker =
        topic
            .worker()
            .listen(events)
            .each(
                attempts.doing(message -> {
                  if (message.offset() == 0) go.await();
                }))) {
      worker.start();
      Await.until("it is paused", PATIENCE, () -> isPausedFor(events, worker));
      Await.passInterruptibly(Duration.ofMillis(500));
      // What was polled and held when the gap was full is done all the same.
      assertThat(attempts.count()).isBetween(SPAN, SPAN + 5_000);
      Await.until("a commit", PATIENCE, () -> Map.of(0, 0L).equals(topic.committed()));

      go.countDown();
      Await.until("all is settled", PATIENCE, () -> topic.committed().equals(topic.ends()));
    } finally {
      go.countDown();
    }
    attempts.wereOnceEach(topic);
  }

  private boolean isPausedFor(Events events, Worker worker) {
    return attempts.count() >= SPAN
        && worker.stats().inProgress() == 1
        && events.has(WorkerEvent.Paused.class);
  }

  private static boolean isHeld(Message<byte[], byte[]> message, boolean[] held) {
    return held[(int) message.offset()];
  }

  private static Outcome later() {
    return Outcome.retry(new IllegalStateException("not yet")).after(Duration.ofHours(1)).quietly();
  }

  private static Outcome done() {
    return Outcome.done();
  }

  private static boolean[] held() {
    var random = new SplittableRandom(33);
    var held = new boolean[RECORDS];
    for (var i = 0; i < RECORDS; i++) held[i] = i == 0 || random.nextBoolean();
    return held;
  }
}
