package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What may be changed while a worker works.
@Timeout(60)
class TuningTest {
  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  private final Attempts attempts = new Attempts();

  @Test
  void s51_the_concurrency_changes_while_it_works() {
    var topic = WorkerTopic.create(kafka, 1).writeWithoutKeys(20_000);
    var worker = topic.worker().concurrency(100).each(attempts.taking(Duration.ofMillis(200)));

    try (worker) {
      worker.start();
      Await.until("100 at once", () -> attempts.most() == 100);

      worker.concurrency(1);
      Await.until("1 at once", () -> attempts.inProgress() == 1);
      attempts.most();
      var before = attempts.count();
      Await.until("some of these", () -> attempts.count() >= before + 5);
      assertThat(attempts.most()).isEqualTo(1);

      worker.concurrency(100);
      Await.until("100 at once", () -> attempts.most() == 100);
    }
  }

  @Test
  void s51_the_rate_changes_while_it_works() throws InterruptedException {
    var topic = WorkerTopic.create(kafka, 1).writeWithoutKeys(20_000);
    var worker = topic.worker().rate(1_000).each(attempts.doing(message -> {}));

    try (worker) {
      worker.start();
      Await.until("it works", () -> attempts.begun() > 100);
      worker.rate(50);
      Await.passInterruptibly(Duration.ofMillis(500));
      var begun = attempts.begun();
      var from = System.nanoTime();
      Await.passInterruptibly(Duration.ofSeconds(2));
      var perSecond = (attempts.begun() - begun) * 1e9 / (System.nanoTime() - from);

      assertThat(perSecond).isBetween(25.0, 75.0); // before, it was 1,000
    }
  }
}
