package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Position;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Records that are not to be processed before they are old enough.
@Timeout(60)
class DelayTest {
  private static final Duration LATE = Duration.ofSeconds(20);

  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  private final Attempts attempts = new Attempts();

  @Test
  void s41_a_delay_is_counted_from_the_stamp_and_is_never_longer_than_it_is() {
    var delay = Duration.ofSeconds(3); // by then all are read
    var topic = WorkerTopic.create(kafka, 1);
    var worker = topic.worker().delay(delay).each(attempts.doing(message -> {}));

    try (worker) {
      worker.start();
      var written = System.nanoTime();
      var now = System.currentTimeMillis();
      var far = Duration.ofMinutes(50).toMillis();
      topic.writeRecords(
          12,
          i ->
              switch (i) {
                case 0 -> stamped(topic, now, "now");
                case 1 -> stamped(topic, now - far, "old");
                default -> stamped(topic, now + far, "ahead");
              });
      Await.until("all are processed", () -> attempts.count() == 12);

      assertThat(startOf("old") - written).isLessThan(startOf("now") - written);
      // The stamp is in whole milliseconds, and may be one less than the moment of writing.
      assertThat(Duration.ofNanos(startOf("now") - written))
          .isBetween(delay.minusMillis(1), delay.plus(LATE));
      // All were read at about the same moment: one does not begin to wait behind another.
      assertThat(attempts.ofKey("ahead"))
          .extracting(attempt -> Duration.ofNanos(attempt.start() - written))
          .allSatisfy(after -> assertThat(after).isBetween(delay, delay.plus(LATE)));
    }
  }

  private long startOf(String key) {
    return attempts.ofKey(key).getFirst().start();
  }

  @Test
  void s42_long_delays_neither_add_up_nor_cost_the_membership() {
    var delay = Duration.ofSeconds(6);
    var topic = WorkerTopic.create(kafka, 2);
    var now = System.currentTimeMillis();
    topic.writeRecords(10_000, i -> stamped(topic, now, "key" + i % 1_000));
    var events = new Events();
    var worker =
        topic
            .worker()
            .delay(delay)
            .set("max.poll.interval.ms", 3_000)
            .listen(events)
            .each(attempts.doing(message -> {}));

    Drained.after(10_000, attempts, worker);

    attempts.wereOnceEach(topic).wereInOrder();
    // 2,000 fit in the buffer: one delay after the other would be 24 s.
    assertThat(attempts.took()).isLessThan(delay.multipliedBy(2));
    assertThat(worker.stats().rebalances()).isLessThanOrEqualTo(1);
    assertThat(events.of(WorkerEvent.Lost.class)).isEmpty();
  }

  @Test
  void s43_a_worker_ends_while_a_record_waits_and_the_record_comes_again() {
    var topic = WorkerTopic.create(kafka, 1);
    var now = System.currentTimeMillis();
    topic.writeRecords(1, i -> stamped(topic, now, "waiting"));
    topic.writeRecords(10, i -> stamped(topic, now - Duration.ofHours(2).toMillis(), "key" + i));
    var running = new CountDownLatch(10);
    var worker =
        topic
            .worker()
            .delay(Duration.ofHours(1))
            .each(
                attempts.doing(message -> {
                  running.countDown();
                  Await.passInterruptibly(Duration.ofMillis(300));
                }));

    try (worker) {
      worker.start();
      Await.until("all others are under way", () -> running.getCount() == 0);
      var begun = System.nanoTime();
      assertThat(worker.close(Duration.ofSeconds(30))).isEqualTo(new Worker.Exit.Drained());
      assertThat(Await.since(begun)).isLessThan(Duration.ofSeconds(15));
    }
    assertThat(attempts.count()).isEqualTo(10);
    assertThat(topic.committed()).containsEntry(0, 0L);
    assertThat(topic.rest().positions()).containsExactly(new Position(topic.name(), 0, 0));
  }

  private static ProducerRecord<byte[], byte[]> stamped(WorkerTopic topic, long time, String key) {
    return topic.record(null, time, key.getBytes(UTF_8), 10);
  }
}
