package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Codec;
import dev.weir.worker.DecodeException;
import dev.weir.worker.Exhausted;
import dev.weir.worker.Health;
import dev.weir.worker.Outcome;
import dev.weir.worker.Position;
import dev.weir.worker.Retry;
import dev.weir.worker.Worker;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Messages that fail: how often they are tried, and what becomes of them at last.
@Timeout(60)
class DeadLetterTest {
  @RegisterExtension
  static final BrokerExtension kafka =
      WorkerTopic.broker()
          .with("group.consumer.min.session.timeout.ms", "1000")
          .with("group.consumer.session.timeout.ms", "2000")
          .with("create.topic.policy.class.name", GuardedNames.class.getName())
          .with("num.partitions", "5");

  private final Attempts attempts = new Attempts();

  @Test
  void s15_bytes_that_do_not_decode_are_a_dead_letter_at_once_and_nobody_sees_them() {
    var topic = WorkerTopic.create(kafka, 1).write(2, i -> "key");
    topic.writeRecords(
        1, i -> new ProducerRecord<>(topic.name(), 0, 5L, bytes("key"), bytes("poison")));
    topic.write(7, i -> "key");
    var seen = new AtomicInteger();
    var worker = topic.worker().values(new Numbers()).each(message -> seen.incrementAndGet());

    Drained.when("all are settled", worker, () -> settled(worker, 10));

    assertThat(seen).hasValue(9);
    assertThat(worker.stats().deadLettered()).isEqualTo(1);
    var dead = dead(topic, 1).getFirst();
    assertThat(dead.key()).isEqualTo(bytes("key"));
    assertThat(dead.value()).isEqualTo(bytes("poison"));
    assertThat(dead.timestamp()).isEqualTo(5);
    assertThat(texts(dead))
        .contains(
            "weir.dlt.topic=" + topic.name(),
            "weir.dlt.partition=0",
            "weir.dlt.offset=2",
            "weir.dlt.timestamp=5",
            "weir.dlt.group=" + topic.name(),
            "weir.dlt.attempts=1",
            "weir.dlt.error=" + DecodeException.class.getName(),
            "weir.dlt.message=no number: poison")
        .hasSize(9);
    assertThat(dead.headers().lastHeader("weir.dlt.time")).isNotNull();
    assertThat(topic.committed()).isEqualTo(topic.ends());
  }

  @Test
  void s16_what_always_fails_is_tried_five_times_ever_slower_and_then_a_dead_letter() {
    var topic = WorkerTopic.create(kafka, 1).write(40, i -> i % 4 == 0 ? "bad" : "good" + i % 4);
    var worker =
        topic
            .worker()
            .each(
                attempts.doing(message -> {
                  if (message.offset() == 0) throw new IllegalStateException("always");
                }));

    Drained.when("all are settled", worker, () -> settled(worker, 40));

    var failed = attempts.where(attempt -> attempt.position().offset() == 0);
    assertThat(failed).extracting(Attempts.Attempt::attempt).containsExactly(1, 2, 3, 4, 5);
    for (var i = 1; i < 5; i++) {
      var waited = Duration.ofNanos(failed.get(i).start() - failed.get(i - 1).end());
      var wait = Duration.ofMillis(100L << (i - 1));
      assertThat(waited)
          .as("the wait after attempt %d", i)
          .isBetween(wait.multipliedBy(8).dividedBy(10), wait.multipliedBy(2).plusSeconds(5));
    }
    attempts.wereInOrder();
    var good = attempts.where(attempt -> !"bad".equals(attempt.key()));
    assertThat(good).hasSize(30).allMatch(one -> one.end() < failed.getLast().start());
    assertThat(attempts.ofKey("bad")).hasSize(14);
    var dead = dead(topic, 1).getFirst();
    assertThat(texts(dead)).contains("weir.dlt.attempts=5", "weir.dlt.message=always");
    assertThat(topic.committed()).isEqualTo(topic.ends());
  }

  @Test
  void s17_what_fails_twice_and_then_works_is_no_dead_letter() throws Exception {
    var topic = WorkerTopic.create(kafka, 1).write(1, i -> "key");
    var worker =
        topic
            .worker()
            .each(
                attempts.doing(message -> {
                  if (message.attempt() < 3) throw new IllegalStateException("not yet");
                }));

    Drained.after(3, attempts, worker);

    assertThat(attempts.all()).extracting(Attempts.Attempt::attempt).containsExactly(1, 2, 3);
    assertThat(worker.stats().deadLettered()).isZero();
    assertThat(topics()).doesNotContain(topic.name() + ".dlt");
    assertThat(topic.committed()).isEqualTo(topic.ends());
  }

  @Test
  void s18_skipped_dead_and_to_be_tried_later_are_what_the_processor_says() {
    var topic = WorkerTopic.create(kafka, 1).write(3, i -> "key" + i);
    var worker =
        topic
            .worker()
            .process(
                attempts.answering(message ->
                    switch ((int) message.offset()) {
                      case 0 -> Outcome.skip("known");
                      case 1 -> Outcome.dead(new IllegalStateException("hopeless"));
                      default ->
                          message.attempt() == 1
                              ? Outcome.retry(new IllegalStateException("busy"))
                                  .after(Duration.ofMillis(700))
                              : Outcome.done();
                    }));

    Drained.when("all are settled", worker, () -> settled(worker, 3));

    var later = attempts.ofKey("key2");
    assertThat(later).hasSize(2);
    assertThat(Duration.ofNanos(later.get(1).start() - later.get(0).end()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(700));
    assertThat(attempts.ofKey("key0")).hasSize(1);
    assertThat(attempts.ofKey("key1")).hasSize(1);
    assertThat(kafka.topic(topic.name() + ".dlt").recordsNow()).hasSize(1);
    assertThat(worker.stats().skipped()).isEqualTo(1);
    assertThat(topic.committed()).isEqualTo(topic.ends());
  }

  @Test
  void s19_a_missing_topic_for_dead_letters_is_made_like_its_source() {
    var topic = WorkerTopic.create(kafka, 3).writeWithoutKeys(9);
    var worker = topic.worker().process(message -> Outcome.dead(new IllegalStateException("no")));

    Drained.when("all are settled", worker, () -> settled(worker, 9));

    var dead = dead(topic, 9);
    assertThat(dead).hasSize(9);
    assertThat(dead)
        .allMatch(copy -> texts(copy).contains("weir.dlt.partition=" + copy.partition()));
    assertThat(dead).extracting(ConsumerRecord::partition).contains(0, 1, 2);
    assertThat(partitions(topic.name() + ".dlt")).isEqualTo(3);
  }

  @Test
  void s20_where_no_topic_for_dead_letters_may_be_made_the_message_waits_until_there_is_one() {
    var topic = WorkerTopic.create(kafka, "guarded", 2).writeTo(1, 4, i -> "key" + i);
    var worker =
        topic
            .worker()
            .commitEvery(Duration.ofMillis(50))
            .process(message ->
                message.offset() == 1
                    ? Outcome.dead(new IllegalStateException("no"))
                    : Outcome.done());

    try (worker) {
      worker.start();
      var reason =
          Await.first("it is told", () -> reasons(worker), told -> told.size() == 1).getFirst();
      assertThat(reason.kind()).isEqualTo(Health.Kind.COPY);
      assertThat(reason.what()).contains("'guarded.dlt'", "by hand with 2 partitions");
      assertThat(reason.position()).isEqualTo(new Position("guarded", 1, 1));
      Await.until("the others are processed", () -> worker.stats().done() == 3);
      Await.until("what is before is committed", () -> topic.committed().containsValue(1L));

      make("guarded.dlt", 2, GuardedNames.BY_HAND);

      Await.until("it is committed", () -> topic.committed().containsValue(4L));
      Await.until("all is well", () -> worker.health() instanceof Health.Up);
    }
    assertThat(kafka.topic("guarded.dlt").recordsNow())
        .extracting(ConsumerRecord::partition)
        .containsExactly(1);
  }

  @Test
  void s21_a_process_that_dies_between_copy_and_commit_copies_twice_at_most() throws Exception {
    var topic = WorkerTopic.create(kafka, 1).write(1, i -> "key");

    var ended = DyingWorkerMain.run(kafka.bootstrapServers(), topic.name());

    assertThat(ended).isEqualTo(DyingWorkerMain.DIED);
    assertThat(topic.committed()).isEmpty();
    var worker = topic.worker().process(message -> Outcome.dead(new IllegalStateException("no")));
    Drained.when("it is settled", worker, () -> settled(worker, 1));
    assertThat(kafka.topic(topic.name() + ".dlt").recordsNow()).hasSizeBetween(1, 2);
    assertThat(topic.committed()).isEqualTo(topic.ends());
  }

  @Test
  void s22_headers_of_one_name_nil_keys_and_tombstones_stay_what_they_are() {
    var topic = WorkerTopic.create(kafka, 1);
    var value = new byte[] {0, (byte) 0xff, 7};
    topic.writeRecords(
        3,
        i -> {
          var record =
              switch (i) {
                case 0 -> new ProducerRecord<byte[], byte[]>(topic.name(), 0, null, value);
                case 1 -> new ProducerRecord<byte[], byte[]>(topic.name(), 0, value, null);
                default -> new ProducerRecord<>(topic.name(), 0, new byte[0], new byte[0]);
              };
          record.headers().add("b", bytes("1")).add("a", null).add("b", value);
          record.headers().add(new RecordHeader("weir.dlt.stack", bytes("an old one")));
          return record;
        });
    var worker = topic.worker().process(message -> Outcome.dead(new IllegalStateException("no")));

    Drained.when("all are settled", worker, () -> settled(worker, 3));

    var dead = dead(topic, 3);
    var ofOffsets = List.of(withOffset(dead, 0), withOffset(dead, 1), withOffset(dead, 2));
    assertThat(ofOffsets).extracting(ConsumerRecord::key).containsExactly(null, value, bytes(""));
    assertThat(ofOffsets).extracting(ConsumerRecord::value).containsExactly(value, null, bytes(""));
    for (var copy : dead) {
      var headers = copy.headers().toArray();
      assertThat(Arrays.stream(headers).limit(3).map(header -> header.key()))
          .containsExactly("b", "a", "b");
      assertThat(headers[1].value()).isNull();
      assertThat(headers[2].value()).isEqualTo(value);
      assertThat(copy.headers().lastHeader("weir.dlt.stack")).isNull();
    }
  }

  @Test
  void s23_a_copy_that_is_too_large_goes_without_its_stack() {
    var topic = WorkerTopic.create(kafka, 1);
    var value = new byte[900 << 10];
    new Random(7).nextBytes(value); // not to be compressed
    topic.writeRecords(1, i -> new ProducerRecord<>(topic.name(), 0, bytes("key"), value));
    make(topic.name() + ".dlt", 1, Map.of("max.message.bytes", String.valueOf(903 << 10)));
    var message = HexFormat.of().formatHex(Arrays.copyOf(value, 8 << 10));
    var worker =
        topic
            .worker()
            .deadLetterStacks()
            .process(large -> Outcome.dead(new IllegalStateException(message)));

    Drained.when("it is settled", worker, () -> settled(worker, 1));

    var dead = dead(topic, 1).getFirst();
    assertThat(dead.value()).isEqualTo(value);
    assertThat(dead.headers().lastHeader("weir.dlt.stack")).isNull();
    assertThat(texts(dead)).contains("weir.dlt.error=java.lang.IllegalStateException");
  }

  @Test
  void s24_a_worker_that_shall_stop_ends_as_failed_and_does_not_commit_the_message() {
    var topic = WorkerTopic.create(kafka, 1).write(10, i -> "key" + i);
    var cause = new IllegalStateException("no");
    var worker =
        topic
            .worker()
            .retry(Retry.times(2).from(Duration.ofMillis(10)))
            .onExhausted(Exhausted.stop())
            .each(
                attempts.doing(message -> {
                  if (message.offset() == 4) throw cause;
                }));

    var exit = worker.run();

    assertThat(exit).isInstanceOf(Worker.Exit.Failed.class);
    var failure = ((Worker.Exit.Failed) exit).cause();
    assertThat(failure).hasMessageContaining(topic.name() + "-0@4").hasCause(cause);
    assertThat(worker.health()).isInstanceOf(Health.Down.class);
    assertThat(topic.committed().getOrDefault(0, 0L)).isLessThanOrEqualTo(4);
    assertThat(topic.rest().positions()).contains(new Position(topic.name(), 0, 4));
  }

  @Test
  void s44_dead_letters_of_one_worker_are_the_work_of_another_and_keep_their_first_place() {
    var topic = WorkerTopic.create(kafka, 2).writeTo(1, 3, i -> "key" + i);
    var second = topic.name() + ".second";
    var third = topic.name() + ".third";
    var later = new Attempts();
    var first =
        topic
            .worker()
            .retry(Retry.times(2).from(Duration.ofMillis(300)))
            .onExhausted(Exhausted.deadLetter(second))
            .each(attempts.doing(message -> fail()));
    var undertaker =
        topic
            .worker()
            .group(second)
            .topics(second)
            .delay(Duration.ofSeconds(1))
            .retry(Retry.times(3).from(Duration.ofMillis(10)))
            .onExhausted(Exhausted.deadLetter(third))
            .each(later.doing(message -> fail()));

    try (first) {
      Drained.when("the first ones", first, () -> settled(first, 3));
    }
    Drained.when("the second ones", undertaker, () -> settled(undertaker, 3));

    assertThat(attempts.count()).isEqualTo(6);
    assertThat(later.count()).isEqualTo(9);
    var dead = kafka.topic(third).records(3);
    for (var copy : dead) {
      assertThat(copy.partition()).isEqualTo(1);
      assertThat(texts(copy))
          .contains(
              "weir.dlt.topic=" + topic.name(),
              "weir.dlt.partition=1",
              "weir.dlt.group=" + second,
              "weir.dlt.attempts=3");
    }
    assertThat(dead.stream().map(copy -> text(copy, "weir.dlt.offset")))
        .containsExactlyInAnyOrder("0", "1", "2");
    for (var key : List.of("key0", "key1", "key2")) {
      var died = attempts.ofKey(key).getLast().end();
      assertThat(Duration.ofNanos(later.ofKey(key).getFirst().start() - died))
          .as("the delay of %s", key)
          .isGreaterThanOrEqualTo(Duration.ofMillis(998)); // by two clocks, in whole milliseconds
    }
  }

  private static void fail() {
    throw new IllegalStateException("no");
  }

  private static boolean settled(Worker worker, int count) {
    var stats = worker.stats();
    return stats.done() + stats.skipped() + stats.deadLettered() == count;
  }

  private static List<Health.Reason> reasons(Worker worker) {
    return worker.health() instanceof Health.Degraded(var reasons) ? reasons : List.of();
  }

  private static List<ConsumerRecord<byte[], byte[]>> dead(WorkerTopic topic, int count) {
    return kafka.topic(topic.name() + ".dlt").records(count);
  }

  private static ConsumerRecord<byte[], byte[]> withOffset(
      List<ConsumerRecord<byte[], byte[]>> dead, int offset) {
    return dead.stream()
        .filter(copy -> text(copy, "weir.dlt.offset").equals(String.valueOf(offset)))
        .findFirst()
        .orElseThrow();
  }

  private static String text(ConsumerRecord<?, ?> record, String header) {
    return new String(record.headers().lastHeader(header).value(), UTF_8);
  }

  private static List<String> texts(ConsumerRecord<?, ?> record) {
    return Arrays.stream(record.headers().toArray())
        .map(header -> header.key() + '=' + new String(header.value(), UTF_8))
        .toList();
  }

  private static void make(String topic, int partitions, Map<String, String> settings) {
    var made = new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings);
    try (var admin = admin()) {
      admin.createTopics(List.of(made)).all().get();
    } catch (Exception e) {
      throw new IllegalStateException("Topic " + topic + " was not made", e);
    }
  }

  private static List<String> topics() throws Exception {
    try (var admin = admin()) {
      return List.copyOf(admin.listTopics().names().get());
    }
  }

  private static int partitions(String topic) {
    try (var admin = admin()) {
      var told = admin.describeTopics(List.of(topic)).allTopicNames().get();
      return Objects.requireNonNull(told.get(topic)).partitions().size();
    } catch (Exception e) {
      throw new IllegalStateException("Topic " + topic + " is not known", e);
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /// Values that are numbers, and others that are not.
  private static final class Numbers implements Codec<Integer> {
    @Override
    public byte[] encode(Context context, Integer value) {
      return bytes(String.valueOf(value));
    }

    @Override
    public Integer decode(Context context, byte[] bytes) {
      var text = new String(bytes, UTF_8);
      try {
        return Integer.valueOf(text);
      } catch (NumberFormatException e) {
        throw new DecodeException("no number: " + text, e);
      }
    }
  }
}
