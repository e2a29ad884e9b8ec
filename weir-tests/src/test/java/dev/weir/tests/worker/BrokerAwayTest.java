package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Health;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Kafka goes away while a worker works, and comes back.
@Timeout(120)
class BrokerAwayTest {
  private static final int RECORDS = 20_000;
  private static final Duration RESUMES_AT_MOST = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension final BrokerExtension kafka = QuickGroups.broker();

  private final Attempts attempts = new Attempts();
  private final Events events = new Events();

  @Test
  void s36_work_goes_on_when_kafka_is_back_and_nothing_is_lost() throws InterruptedException {
    away(Duration.ZERO);
  }

  @Test
  @Tag("chaos")
  void s36_so_it_is_after_20_seconds() throws InterruptedException {
    away(Duration.ofSeconds(20));
  }

  private void away(Duration time) throws InterruptedException {
    var topic = WorkerTopic.create(kafka, 6).write(RECORDS, i -> "k" + i % 1_000);
    try (var worker = topic.worker().listen(events).each(attempts.taking(Duration.ofMillis(20)))) {
      worker.start();
      Await.until("some work", () -> attempts.count() > RECORDS / 10);

      kafka.stop();
      Await.passInterruptibly(time);
      Await.until("it says so", () -> worker.health() instanceof Health.Degraded);
      kafka.start();
      var back = System.nanoTime();
      topic.write(RECORDS / 10, i -> "k" + i % 1_000); // though all others be done
      var before = attempts.count();
      Await.until("it works again", PATIENCE, () -> attempts.count() > before);
      var resumed = sinceThen(back);
      Await.until("all is settled", PATIENCE, () -> topic.committed().equals(topic.ends()));

      System.out.printf("s36: away for %s, works again after %s%n", time, resumed);
      assertThat(resumed).isLessThan(RESUMES_AT_MOST);
      assertThat(worker.close(Duration.ofSeconds(10))).isInstanceOf(Worker.Exit.Drained.class);
    }
    assertThat(attempts.positions()).hasSize(topic.written());
    // Who was not forgotten by the group is not interrupted, and has nothing twice.
    if (events.has(WorkerEvent.Lost.class)) return;
    assertThat(attempts.where(attempt -> !attempt.ok())).isEmpty();
    attempts.wereOnceEach(topic).wereInOrder();
  }

  private Duration sinceThen(long back) {
    var starts = attempts.all().stream().mapToLong(Attempts.Attempt::start);
    return Duration.ofNanos(starts.filter(start -> start > back).min().orElseThrow() - back);
  }
}
