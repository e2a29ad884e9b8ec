package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
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
    var worker = topic.worker().concurrency(100).each(attempts.taking(Duration.ofMillis(20)));

    try (worker) {
      worker.start();
      Eventually.holds("100 at once", () -> attempts.most() == 100);

      worker.concurrency(1);
      Eventually.holds("1 at once", Duration.ofSeconds(1), () -> attempts.inProgress() == 1);
      attempts.most();
      var before = attempts.count();
      Eventually.holds("some of these", () -> attempts.count() >= before + 10);
      assertThat(attempts.most()).isEqualTo(1);

      worker.concurrency(100);
      Eventually.holds("100 at once", Duration.ofSeconds(1), () -> attempts.most() == 100);
    }
  }

  @Test
  void s51_the_rate_changes_while_it_works() throws InterruptedException {
    var topic = WorkerTopic.create(kafka, 1).writeWithoutKeys(20_000);
    var worker = topic.worker().rate(1_000).each(attempts.doing(message -> {}));

    try (worker) {
      worker.start();
      Eventually.holds("it works", () -> attempts.begun() > 100);
      worker.rate(50);
      Eventually.pass(Duration.ofMillis(500));
      var begun = attempts.begun();
      var from = System.nanoTime();
      Eventually.pass(Duration.ofSeconds(2));
      var perSecond = (attempts.begun() - begun) * 1e9 / (System.nanoTime() - from);

      assertThat(perSecond).isBetween(45.0, 55.0);
    }
  }
}
