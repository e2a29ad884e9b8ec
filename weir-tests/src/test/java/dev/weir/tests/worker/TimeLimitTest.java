package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Breaker;
import dev.weir.worker.Outcome;
import dev.weir.worker.Position;
import dev.weir.worker.Retry;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Attempts that take too long.
@Timeout(60)
class TimeLimitTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Retry AT_ONCE = Retry.times(5).from(Duration.ofMillis(10)).jitter(0);

  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  private final Attempts attempts = new Attempts();
  private final Events events = new Events();

  @Test
  void s25_an_attempt_over_its_time_is_interrupted_and_tried_again_when_it_has_ended() {
    var topic = WorkerTopic.create(kafka, 1).write(2, i -> "key");
    var worker =
        topic
            .worker()
            .timeLimit(LIMIT)
            .retry(AT_ONCE)
            .listen(events)
            .each(
                attempts.doing(message -> {
                  if (message.offset() > 0 || message.attempt() > 1) return;
                  try {
                    Await.passInterruptibly(Duration.ofSeconds(10));
                  } finally {
                    Await.pass(Duration.ofMillis(200)); // it tidies up
                  }
                }));

    Drained.after(3, attempts, worker);

    attempts.wereInOrder();
    var first = attempts.all().getFirst();
    assertThat(first.took()).isBetween(LIMIT.dividedBy(2), Duration.ofSeconds(9));
    assertThat(attempts.all()).extracting(Attempts.Attempt::attempt).containsExactly(1, 2, 1);
    assertThat(attempts.all()).extracting(Attempts.Attempt::number).containsExactly(1, 1, 2);
    assertThat(events.of(WorkerEvent.TimedOut.class))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.position()).isEqualTo(first.position());
          assertThat(event.after()).isGreaterThanOrEqualTo(LIMIT);
        });
  }

  @Test
  void s26_an_attempt_that_does_not_end_keeps_its_key_closed_and_no_other() {
    var topic = WorkerTopic.create(kafka, 1).write(2, i -> "stuck").write(100, i -> "key" + i % 10);
    var release = new CountDownLatch(1);
    var worker =
        topic
            .worker()
            .timeLimit(LIMIT)
            .retry(AT_ONCE)
            .listen(events)
            .each(
                attempts.doing(message -> {
                  if (message.offset() == 0) awaitStubbornly(release);
                }));

    try (worker) {
      worker.start();
      Await.until("it is stuck", () -> events.has(WorkerEvent.Stuck.class));
      Await.until("all others are processed", () -> attempts.count() == 100);
      assertThat(attempts.inProgress()).isEqualTo(1);

      var begun = System.nanoTime();
      var exit = worker.close(Duration.ofSeconds(1));

      assertThat(Await.since(begun)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
      assertThat(exit)
          .isEqualTo(new Worker.Exit.Interrupted(List.of(new Position(topic.name(), 0, 0))));
      assertThat(attempts.ofKey("stuck")).isEmpty();
    } finally {
      release.countDown();
    }
    assertThat(topic.rest().positions())
        .containsExactlyInAnyOrder(
            new Position(topic.name(), 0, 0), new Position(topic.name(), 0, 1));
  }

  @Test
  void s27_an_outcome_may_come_later_from_another_thread() {
    var topic =
        WorkerTopic.create(kafka, 1).write(3, i -> List.of("in time", "too late", "never").get(i));
    var answers = new ConcurrentHashMap<String, CompletableFuture<Outcome>>();
    var worker =
        topic
            .worker()
            .timeLimit(LIMIT)
            .retry(AT_ONCE)
            .process(
                attempts.answering(message -> {
                  var answer = new CompletableFuture<Outcome>();
                  answers.putIfAbsent(WorkerTopic.text(message.key()), answer);
                  if (message.attempt() > 1) return Outcome.done();
                  if (message.offset() == 0) {
                    var _ =
                        answer.completeOnTimeout(
                            Outcome.done(), LIMIT.toMillis() / 10, TimeUnit.MILLISECONDS);
                  }
                  return Outcome.later(answer);
                }));

    try (worker) {
      worker.start();
      Await.until("all are tried", () -> answers.size() == 3);
      var tooLate = Objects.requireNonNull(answers.get("too late"));
      Await.until("they are tried again", () -> attempts.count() == 5);
      tooLate.complete(Outcome.done());
      Await.until("it is ignored", () -> worker.stats().lateIgnored() == 1);
      Await.until("all are settled", () -> worker.stats().done() == 3);

      assertThat(attempts.ofKey("in time")).hasSize(1);
      assertThat(attempts.ofKey("too late")).hasSize(2);
      assertThat(attempts.ofKey("never")).hasSize(2);
      assertThat(worker.stats().timeouts()).isEqualTo(2);
      assertThat(worker.stats().inProgress()).isZero();
      assertThat(worker.stats().buffered()).isZero();
      assertThat(worker.stats().lanes()).isZero();
      assertThat(worker.close(Duration.ofSeconds(10))).isEqualTo(new Worker.Exit.Drained());
    }
    assertThat(topic.committed()).isEqualTo(topic.ends());
  }

  @Test
  void an_attempt_that_leaves_its_thread_interrupted_does_no_harm_to_the_next() {
    var topic = WorkerTopic.create(kafka, 1).write(20, i -> "key" + i);
    var interrupted = new AtomicInteger();
    var worker =
        topic
            .worker()
            .concurrency(1)
            .each(
                attempts.doing(message -> {
                  if (Thread.currentThread().isInterrupted()) interrupted.incrementAndGet();
                  Thread.currentThread().interrupt();
                }));

    Drained.after(20, attempts, worker);

    assertThat(interrupted.get()).isZero();
    attempts.wereOnceEach(topic);
  }

  @Test
  void for_ever_is_a_time_like_others() {
    var forever = ChronoUnit.FOREVER.getDuration();
    var topic = WorkerTopic.create(kafka, 1).write(10, i -> "key" + i);
    var worker =
        topic
            .worker()
            .timeLimit(forever)
            .stalledAfter(forever)
            .revokeGrace(forever)
            .breaker(Breaker.after(10).pause(forever))
            .retry(Retry.times(2).from(forever))
            .process(
                attempts.answering(message -> {
                  var failed = Outcome.retry(new IllegalStateException("not yet"));
                  if (message.offset() == 0) return failed;
                  return message.offset() == 1 ? failed.after(forever) : Outcome.done();
                }));

    try (worker) {
      worker.start();
      Await.until("all others are processed", () -> worker.stats().done() == 8);
      assertThat(worker.close(forever)).isEqualTo(new Worker.Exit.Drained());
    }
    assertThat(topic.rest().positions()).hasSize(2);
  }

  private static void awaitStubbornly(CountDownLatch latch) {
    Await.until(
        "the end of the test",
        Duration.ofSeconds(50),
        () -> {
          var _ = Thread.interrupted();
          return latch.getCount() == 0;
        });
  }
}
