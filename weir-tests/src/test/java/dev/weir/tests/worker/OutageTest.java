package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Breaker;
import dev.weir.worker.Retry;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the processor needs is away; or it is the records that are bad.
@Timeout(60)
class OutageTest {
  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  private final Attempts attempts = new Attempts();
  private final Events events = new Events();

  @Test
  void s46_an_outage_makes_no_dead_letters_and_few_attempts() throws InterruptedException {
    var outage = Duration.ofSeconds(4);
    var pause = Duration.ofMillis(250);
    var topic = WorkerTopic.create(kafka, 2).write(2_000, i -> "key" + i % 500);
    var away = new AtomicBoolean(true);
    var worker =
        topic
            .worker()
            .breaker(Breaker.after(10).pause(pause))
            .listen(events)
            .each(
                attempts.doing(message -> {
                  if (away.get()) throw new IllegalStateException("it is away");
                }));

    try (worker) {
      worker.start();
      Await.until("the first attempts", () -> attempts.count() > 0);
      var begun = System.nanoTime();
      Await.passInterruptibly(outage);
      var probes = Await.since(begun).dividedBy(pause) + 1;
      var during = attempts.begun();
      away.set(false);
      var recovered =
          Await.until("all are processed", () -> worker.stats().done() == topic.written());

      assertThat(during).isBetween(12, (int) (10 + 64 + probes));
      assertThat(recovered).isLessThan(Duration.ofSeconds(10).plus(pause));
      assertThat(worker.stats().deadLettered()).isZero();
      assertThat(events.of(WorkerEvent.BreakerChanged.class).getLast().to())
          .isEqualTo(Breaker.State.CLOSED);
    }
    attempts.wereInOrder();
    assertThat(topic.committed()).isEqualTo(topic.ends());
  }

  @Test
  void s48_bad_records_among_good_ones_do_not_keep_the_breaker_open() {
    var topic =
        WorkerTopic.create(kafka, 1)
            .write(100, i -> "good" + i)
            .write(30, i -> "bad" + i)
            .write(200, i -> "good" + i);
    var worker =
        topic
            .worker()
            .retry(Retry.times(3).from(Duration.ofMillis(10)))
            .breaker(Breaker.after(10).pause(Duration.ofMillis(50)))
            .each(
                attempts.doing(message -> {
                  if (message.offset() >= 100 && message.offset() < 130) {
                    throw new IllegalStateException("it is bad");
                  }
                }));

    try (worker) {
      worker.start();
      Await.until("all good ones are processed", () -> worker.stats().done() == 300);
      Await.until("all bad ones are copied", () -> worker.stats().deadLettered() == 30);
    }
    assertThat(topic.deadLetters(30)).hasSize(30);
    assertThat(topic.committed()).isEqualTo(topic.ends());
    assertThat(attempts.perRecord().values()).allMatch(times -> times == 1 || times == 3);
  }

  @Test
  void s49_a_worker_whose_breaker_is_open_ends_at_once() {
    var topic = WorkerTopic.create(kafka, 1).write(100, i -> "key" + i);
    var worker =
        topic
            .worker()
            .breaker(Breaker.after(3).pause(Duration.ofHours(1)))
            .each(
                attempts.doing(message -> {
                  throw new IllegalStateException("it is away");
                }));

    try (worker) {
      worker.start();
      Await.until("it opens", () -> worker.stats().breaker() == Breaker.State.OPEN);
      var begun = System.nanoTime();
      assertThat(worker.close(Duration.ofSeconds(30))).isEqualTo(new Worker.Exit.Drained());
      assertThat(Await.since(begun)).isLessThan(Duration.ofSeconds(15));
    }
    assertThat(topic.rest().positions()).hasSize(100);
  }
}
