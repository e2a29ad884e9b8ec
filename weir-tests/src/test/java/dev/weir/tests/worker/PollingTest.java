package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A worker stays a member of its group, however long it has nothing to ask Kafka for.
@Timeout(60)
class PollingTest {
  private static final int POLL_INTERVAL_MS = 3_000;
  private static final Duration LONG = Duration.ofMillis(2 * POLL_INTERVAL_MS);

  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  private final Attempts attempts = new Attempts();
  private final Events events = new Events();

  @Test
  void s40_long_work_does_not_cost_the_membership() {
    var topic = WorkerTopic.create(kafka, 2).write(200, i -> "key" + i);
    var worker =
        topic
            .worker()
            .concurrency(200)
            .listen(events)
            .set("max.poll.interval.ms", POLL_INTERVAL_MS)
            .each(attempts.taking(LONG));

    try (worker) {
      worker.start();
      Await.until("all are processed", () -> worker.stats().done() == 200);
      events.tellOfNoRebalance();
    }
    attempts.wereOnceEach(topic);
  }

  @Test
  void s50_a_pause_processes_nothing_and_keeps_the_membership() throws InterruptedException {
    var topic = WorkerTopic.create(kafka, 2).write(20, i -> "key" + i);
    var worker =
        topic
            .worker()
            .listen(events)
            .set("max.poll.interval.ms", POLL_INTERVAL_MS)
            .each(attempts.doing(message -> {}));

    try (worker) {
      worker.start();
      Await.until("the first are processed", () -> attempts.count() == 20);
      worker.pause();
      topic.write(20, i -> "key" + i);
      Await.passInterruptibly(LONG);
      assertThat(attempts.begun()).isEqualTo(20);

      worker.resume();
      Await.until("the others are processed", () -> worker.stats().done() == 40);
      events.tellOfNoRebalance();
    }
    attempts.wereOnceEach(topic).wereInOrder();
  }
}
