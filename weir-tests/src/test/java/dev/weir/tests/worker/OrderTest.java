package dev.weir.tests.worker;

import static dev.weir.worker.Ordering.BY_PARTITION;
import static dev.weir.worker.Ordering.NONE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Breaker;
import dev.weir.worker.Position;
import dev.weir.worker.Retry;
import dev.weir.worker.WorkerEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What waits for what, and what does not.
@Timeout(60)
class OrderTest {
  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  private final Attempts attempts = new Attempts();

  @Test
  void s1_each_record_is_processed_once_and_those_of_a_key_in_order() {
    var topic = WorkerTopic.create(kafka, 4).write(10_000, i -> "key" + i % 100);
    var worker = topic.worker().concurrency(64).each(attempts.doing(message -> {}));

    Drained.after(10_000, attempts, worker);

    attempts.wereOnceEach(topic).wereInOrder();
    assertThat(topic.committed()).isEqualTo(topic.ends());
  }

  @Test
  void s2_records_without_keys_are_processed_at_once() {
    var topic = WorkerTopic.create(kafka, 1).writeWithoutKeys(1_000);
    var fifty = new CountDownLatch(50);
    var worker =
        topic
            .worker()
            .concurrency(50)
            .each(
                attempts.doing(message -> {
                  fifty.countDown();
                  Await.until("50 are under way", fifty);
                  Await.passInterruptibly(Duration.ofMillis(10));
                }));

    Drained.after(1_000, attempts, worker);

    attempts.wereOnceEach(topic);
    assertThat(attempts.most()).isEqualTo(50);
    assertThat(attempts.took()).isLessThan(Duration.ofSeconds(7)); // one by one it is 10 s
  }

  @Test
  void s3_an_empty_key_is_a_key_and_no_key_is_none() {
    var topic = WorkerTopic.create(kafka, 1).writeTo(0, 10, i -> "").writeWithoutKeys(10);
    var withoutKey = new CountDownLatch(10);
    var worker =
        topic
            .worker()
            .each(
                attempts.doing(message -> {
                  if (message.raw().key() != null) return;
                  withoutKey.countDown();
                  Await.until("all without a key are under way", withoutKey);
                }));

    Drained.after(20, attempts, worker);

    attempts.wereOnceEach(topic).wereInOrder();
    assertThat(attempts.ofKey("")).hasSize(10);
  }

  @Test
  void s4_a_partition_in_order_has_one_record_under_way() {
    var topic = WorkerTopic.create(kafka, 3).writeWithoutKeys(3_000);
    var worker = topic.worker().ordering(BY_PARTITION).each(attempts.doing(message -> {}));

    Drained.after(3_000, attempts, worker);

    attempts.wereOnceEach(topic);
    assertThat(attempts.most()).isLessThanOrEqualTo(3);
    for (var partition : List.of(0, 1, 2)) {
      var of = attempts.where(attempt -> attempt.position().partition() == partition);
      assertThat(of).extracting(attempt -> attempt.position().offset()).isSorted().hasSize(1_000);
    }
  }

  @Test
  void s5_without_an_order_records_of_one_key_are_processed_at_once() {
    var topic = WorkerTopic.create(kafka, 1).write(100, i -> "same");
    var all = new CountDownLatch(100);
    var worker =
        topic
            .worker()
            .ordering(NONE)
            .concurrency(100)
            .each(
                attempts.doing(message -> {
                  all.countDown();
                  Await.until("all are under way", all);
                }));

    Drained.after(100, attempts, worker);

    attempts.wereOnceEach(topic);
  }

  @Test
  void s6_a_key_of_two_topics_is_two_keys() {
    var one = WorkerTopic.create(kafka, 2).writeTo(1, 1, i -> "same");
    var other = WorkerTopic.create(kafka, 2).writeTo(0, 1, i -> "same").writeTo(1, 1, i -> "same");
    var all = new CountDownLatch(3);
    var worker =
        one.worker()
            .topics(one.name(), other.name())
            .each(
                attempts.doing(message -> {
                  all.countDown();
                  Await.until("all are under way", all);
                }));

    Drained.after(3, attempts, worker);

    attempts.wereOnceEach(one, other);
  }

  @Test
  void s7_keys_that_are_alike_as_text_or_by_hash_do_not_wait_for_each_other() {
    var keys = List.of("Aa", "BB", "\u0080", "\u0081", "\u0000", "");
    var topic = WorkerTopic.create(kafka, 1);
    topic.writeRecords(keys.size(), i -> topic.record(0, keys.get(i).getBytes(ISO_8859_1)));
    var all = new CountDownLatch(keys.size());
    var worker =
        topic
            .worker()
            .each(
                attempts.doing(message -> {
                  all.countDown();
                  Await.until("all are under way", all);
                }));

    Drained.after(keys.size(), attempts, worker);

    attempts.wereOnceEach(topic);
  }

  @Test
  void s8_a_topic_that_is_made_later_is_processed_when_its_name_matches() {
    var one = WorkerTopic.create(kafka, "later-1", 2).write(10, i -> "key" + i);
    var two = WorkerTopic.create(kafka, "later-2", 2).write(10, i -> "key" + i);
    var other = WorkerTopic.create(kafka, "sooner-1", 2).write(10, i -> "key" + i);
    var worker =
        one.worker()
            .topics(Pattern.compile("later-.*"))
            .set("metadata.max.age.ms", 500)
            .each(attempts.doing(message -> {}));

    try (worker) {
      worker.start();
      Await.until("those that are there are processed", () -> attempts.count() == 20);
      var three = WorkerTopic.create(kafka, "later-3", 2).write(10, i -> "key" + i);
      Await.until("the new one is processed", () -> attempts.count() == 30);

      attempts.wereOnceEach(one, two, three).wereInOrder();
      assertThat(attempts.positions()).noneMatch(position -> position.topic().equals(other.name()));
    }
  }

  @Test
  void what_is_told_of_a_record_is_told_in_order() {
    var topic = WorkerTopic.create(kafka, 2).write(500, i -> "key" + i);
    var told = new ConcurrentHashMap<Position, List<String>>();
    Consumer<WorkerEvent> listener =
        event -> {
          switch (event) {
            case WorkerEvent.Started e -> tell(told, e.position(), "started " + e.attempt());
            case WorkerEvent.Failed e -> tell(told, e.position(), "failed " + e.attempt());
            case WorkerEvent.Succeeded e -> tell(told, e.position(), "succeeded " + e.attempt());
            default -> {}
          }
        };
    var worker =
        topic
            .worker()
            .listen(listener)
            .breaker(Breaker.off())
            .retry(new Retry(3, Duration.ZERO, Duration.ZERO, 0))
            .each(
                attempts.doing(message -> {
                  if (message.attempt() < 3) throw new IllegalStateException("not yet");
                }));

    Drained.when("all are processed", worker, () -> worker.stats().done() == 500);

    assertThat(told).hasSize(500);
    assertThat(told.values())
        .allSatisfy(of ->
            assertThat(of)
                .containsExactly(
                    "started 1", "failed 1", "started 2", "failed 2", "started 3", "succeeded 3"));
  }

  private static void tell(Map<Position, List<String>> told, Position of, String what) {
    told.computeIfAbsent(of, any -> new CopyOnWriteArrayList<>()).add(what);
  }
}
