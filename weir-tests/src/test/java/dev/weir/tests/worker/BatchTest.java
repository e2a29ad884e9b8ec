package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.worker.Message;
import dev.weir.worker.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Several records at once.
@Timeout(60)
class BatchTest {
  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  private final Queue<List<Message<byte[], byte[]>>> batches = new ConcurrentLinkedQueue<>();

  @Test
  void s60_of_a_batch_only_those_come_again_that_are_to_be_tried_again() {
    var topic = WorkerTopic.create(kafka, 1).write(100, i -> "key" + i);
    var worker =
        topic
            .worker()
            .batch(
                100,
                Duration.ofMillis(500),
                messages -> {
                  batches.add(messages);
                  return messages.stream().map(BatchTest::outcome).toList();
                });

    Drained.when("all are settled", worker, () -> worker.stats().done() == 100);

    assertThat(batches.stream().flatMap(List::stream)).hasSize(102);
    assertThat(batches.stream().flatMap(List::stream).filter(message -> message.attempt() == 2))
        .extracting(Message::offset)
        .containsExactlyInAnyOrder(17L, 71L);
    assertThat(batches.peek()).hasSizeGreaterThan(1);
    assertThat(topic.committed()).isEqualTo(topic.ends());
  }

  @Test
  void s60_records_of_a_key_are_in_one_batch_after_the_other() {
    var topic = WorkerTopic.create(kafka, 1).write(1_000, i -> "key" + i % 10);
    var worker =
        topic
            .worker()
            .concurrency(4)
            .batch(
                50,
                Duration.ofMillis(20),
                messages -> {
                  batches.add(messages);
                  return messages.stream().map(BatchTest::outcome).toList();
                });

    Drained.when("all are settled", worker, () -> worker.stats().done() == 1_000);

    assertThat(batches)
        .allSatisfy(batch ->
            assertThat(batch)
                .hasSizeLessThanOrEqualTo(50)
                .extracting(message -> WorkerTopic.text(message.key()))
                .doesNotHaveDuplicates());
    var settled =
        batches.stream()
            .flatMap(List::stream)
            .filter(message -> outcome(message) instanceof Outcome.Done)
            .map(Message::offset)
            .distinct();
    assertThat(settled).hasSize(1_000);
  }

  @Test
  void s60_many_small_batches_at_once_come_to_an_end() {
    var topic = WorkerTopic.create(kafka, 4).write(20_000, i -> "key" + i % 200);
    var worker =
        topic
            .worker()
            .batch(
                3,
                Duration.ofMillis(1),
                messages -> messages.stream().map(message -> Outcome.done()).toList());

    Drained.when("all are settled", worker, () -> worker.stats().done() == 20_000);

    assertThat(topic.committed()).isEqualTo(topic.ends());
  }

  private static Outcome outcome(Message<byte[], byte[]> message) {
    var again = message.attempt() == 1 && (message.offset() == 17 || message.offset() == 71);
    return again ? Outcome.retry(new IllegalStateException("not yet")) : Outcome.done();
  }
}
