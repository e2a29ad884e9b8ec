package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A worker's memory has a bound, whatever waits for it.
@Timeout(180)
class MemoryTest {
  private static final int BUFFER_BYTES = 32 << 20;

  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  @Test
  void s39_records_that_wait_stay_in_kafka() throws Exception {
    recordsWait(100_000, Duration.ofSeconds(5));
  }

  @Test
  @Tag("chaos")
  @Timeout(600)
  void s39_records_that_wait_for_long_stay_in_kafka() throws Exception {
    recordsWait(500_000, Duration.ofMinutes(5));
  }

  private static void recordsWait(int count, Duration time) throws Exception {
    var topic = WorkerTopic.create(kafka, 4);
    topic.writeRecords(
        count, i -> topic.record(i % 4, null, ("key" + i % 10_000).getBytes(UTF_8), 1_024));
    var blocked = List.of("blocked", String.valueOf(BUFFER_BYTES));
    try (var worker = WorkerProcess.start(kafka, topic, "128m", blocked)) {
      Await.until("the buffer is full", () -> worker.stat("bytes") > BUFFER_BYTES / 2);
      var end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() - end < 0) {
        Await.passInterruptibly(Duration.ofMillis(500));
        // Kafka's client may exceed it by what one poll gives.
        assertThat(worker.stat("bytes")).isLessThanOrEqualTo(BUFFER_BYTES + (1 << 20));
      }
      var waited = worker.stats();
      worker.tell("go");
      var processed = Duration.ofSeconds(90);
      Await.until("all are processed", processed, () -> worker.stat("done") == count);

      assertThat(waited).containsEntry("done", 0L);
      assertThat(worker.stats())
          .containsEntry("rebalances", 0L)
          .containsEntry("assigned", 4L)
          .containsEntry("buffered", 0L);
    }
  }

  @Test
  void s62_many_keys_leave_nothing_behind() throws Exception {
    manyKeys(50_000, 200_000);
  }

  @Test
  @Tag("chaos")
  @Timeout(180)
  void s62_very_many_keys_leave_nothing_behind() throws Exception {
    manyKeys(100_000, 1_000_000);
  }

  private static void manyKeys(int before, int all) throws IOException {
    var topic = WorkerTopic.create(kafka, 4).write(before, i -> "key" + i);
    var free = List.of("free", String.valueOf(BUFFER_BYTES));
    try (var worker = WorkerProcess.start(kafka, topic, "128m", free)) {
      settled(worker, before);
      var heap = worker.stat("heap");
      topic.write(all - before, i -> "key" + (before + i));
      settled(worker, all);

      assertThat(worker.stats())
          .containsEntry("lanes", 0L)
          .containsEntry("buffered", 0L)
          .containsEntry("bytes", 0L);
      Await.until("the heap is as it was", () -> worker.stat("heap") < heap * 11 / 10);
    }
  }

  private static void settled(WorkerProcess worker, int count) {
    Await.until("all are processed", Duration.ofSeconds(150), () -> worker.stat("done") == count);
    Await.until("no lane is left", () -> worker.stat("lanes") == 0);
  }
}
