package dev.weir.worker;

import static dev.weir.worker.Records.bytes;
import static dev.weir.worker.Records.failure;
import static dev.weir.worker.Records.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class CopiesTest {
  private static final Failure FAILURE = failure(new IllegalStateException("no"), 5);

  @TempDir static Path directory;
  static Cluster cluster;

  private final Troubles troubles = new Troubles();
  private final Plan<byte[], byte[]> plan = Records.plan(bootstrap());
  private @Nullable Copies made;

  private static String bootstrap() {
    return requireNonNull(cluster).bootstrap();
  }

  @BeforeAll
  static void start() {
    cluster = new Cluster(directory);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @AfterEach
  void close() {
    if (made != null) made.close();
  }

  private Copies copies() {
    var copies = made == null ? new Copies(plan, troubles) : made;
    made = copies;
    return copies;
  }

  private static Ack get(CompletionStage<Ack> ack) throws Exception {
    return ack.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void a_missing_topic_is_made_like_its_source_and_the_copy_is_what_the_record_was()
      throws Exception {
    cluster.make("like", 3);
    var original =
        record(
            new Position("like", 2, 7),
            null,
            bytes("value"),
            new RecordHeader("twice", bytes("1")),
            new RecordHeader("other", null),
            new RecordHeader("twice", bytes("2")));

    var ack = get(copies().deadLetter(original, FAILURE));

    assertThat(ack).isEqualTo(new Ack("like.dlt", 2, 0, Records.TIME));
    assertThat(cluster.partitions("like.dlt")).isEqualTo(3);
    var copy = cluster.read("like.dlt").getFirst();
    assertThat(copy.key()).isNull();
    assertThat(copy.value()).isEqualTo(bytes("value"));
    assertThat(copy.timestamp()).isEqualTo(original.timestamp());
    assertThat(RetryTopicsTest.texts(copy))
        .startsWith("twice=1", "other=null", "twice=2", "weir.dlt.topic=like")
        .hasSize(12);
    assertThat(troubles.none()).isTrue();
  }

  @Test
  void a_tombstone_and_an_empty_key_stay_what_they_are() throws Exception {
    cluster.make("graves", 1);

    get(copies().deadLetter(record(new Position("graves", 0, 0), bytes(""), null), FAILURE));

    var copy = cluster.read("graves.dlt").getFirst();
    assertThat(copy.key()).isEmpty();
    assertThat(copy.value()).isNull();
  }

  @Test
  void where_the_partition_does_not_exist_it_goes_by_the_key_as_kafka_does() throws Exception {
    cluster.make("wide", 10);
    plan.exhausted = Exhausted.deadLetter("narrow");
    cluster.make("narrow", 4);

    var there = get(copies().deadLetter(record(new Position("wide", 3, 0)), FAILURE));
    var byKey = get(copies().deadLetter(record(new Position("wide", 4, 0)), FAILURE));

    assertThat(there.partition()).isEqualTo(3);
    assertThat(byKey.partition()).isEqualTo(Utils.toPositive(Utils.murmur2(bytes("key"))) % 4);
  }

  @Test
  void a_topic_that_may_not_be_made_is_waited_for() throws Exception {
    cluster.make("guarded.one", 2);
    var at = new Position("guarded.one", 1, 5);

    var ack = copies().deadLetter(record(at), FAILURE);

    var told = requireNonNull(troubles.next());
    assertThat(told.topic()).isEqualTo("guarded.one.dlt");
    assertThat(told.position()).isEqualTo(at);
    assertThat(told.why())
        .contains("'guarded.one.dlt'", "the house's own tool", "by hand with 2 partitions");
    assertThat(ack.toCompletableFuture()).isNotDone();

    cluster.make("guarded.one.dlt", 2);

    assertThat(get(ack).partition()).isEqualTo(1);
    troubles.awaitOver();
    assertThat(cluster.read("guarded.one.dlt")).hasSize(1);
  }

  @Test
  void a_topic_that_cannot_be_written_holds_up_no_other() throws Exception {
    cluster.make("guarded.two", 1);
    cluster.make("free", 1);

    var waits = copies().deadLetter(record(new Position("guarded.two", 0, 0)), FAILURE);
    assertThat(troubles.next()).isNotNull();

    get(copies().deadLetter(record(new Position("free", 0, 0)), FAILURE));
    assertThat(waits.toCompletableFuture()).isNotDone();
  }

  @Test
  void a_topic_that_may_not_be_written_to_is_waited_for() throws Exception {
    cluster.make("secret", 1);
    cluster.make("secret.dlt", 1);
    cluster.deny("secret.dlt");

    var ack = copies().deadLetter(record(new Position("secret", 0, 0)), FAILURE);

    var told = requireNonNull(troubles.next());
    assertThat(told.why()).contains("'secret.dlt'", "the right WRITE");
    cluster.allow("secret.dlt");
    get(ack);
    troubles.awaitOver();
    assertThat(cluster.read("secret.dlt")).hasSize(1);
  }

  @Test
  void what_has_no_room_for_its_stack_goes_without() throws Exception {
    plan.stacks = true;
    cluster.make("tight", 1);
    cluster.make("tight.dlt", 1, Map.of("max.message.bytes", "50000"));

    get(copies().deadLetter(large("tight", 49_000), FAILURE));

    var copy = cluster.read("tight.dlt").getFirst();
    assertThat(copy.value()).hasSize(49_000);
    assertThat(RetryTopicsTest.texts(copy))
        .noneMatch(text -> text.startsWith("weir.dlt.stack") || text.startsWith("weir.dlt.message"))
        .contains("weir.dlt.error=java.lang.IllegalStateException");
    assertThat(troubles.none()).isTrue();
  }

  @Test
  void what_has_no_room_at_all_waits_until_there_is() throws Exception {
    cluster.make("tiny", 1);
    cluster.make("tiny.dlt", 1, Map.of("max.message.bytes", "50000"));

    var ack = copies().deadLetter(large("tiny", 60_000), FAILURE);

    var told = requireNonNull(troubles.next());
    assertThat(told.why()).contains("'tiny.dlt'", "Raise max.message.bytes");
    cluster.set("tiny.dlt", "max.message.bytes", "70000");
    get(ack);
    troubles.awaitOver();
  }

  @Test
  void what_its_source_takes_as_it_is_compressed_is_copied() throws Exception {
    cluster.make("dense", 1);

    get(copies().deadLetter(record(new Position("dense", 0, 0), null, new byte[5 << 20]), FAILURE));

    assertThat(cluster.read("dense.dlt").getFirst().value()).hasSize(5 << 20);
  }

  @Test
  void retries_go_from_topic_to_topic_with_the_time_of_the_failure() throws Exception {
    cluster.make("again", 2);
    plan.retryTopics = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));

    get(copies().retry(record(new Position("again", 1, 3)), failure(new Exception("x"), 1)));
    var first = cluster.read("again.retry.group.1").getFirst();
    get(copies().retry(first, failure(new Exception("y"), 2)));
    var second = cluster.read("again.retry.group.2").getFirst();
    get(copies().deadLetter(second, failure(new Exception("z"), 3)));
    var dead = cluster.read("again.dlt").getFirst();

    assertThat(first.timestamp()).isEqualTo(Records.TIME.plusSeconds(60).toEpochMilli());
    assertThat(List.of(first.partition(), second.partition(), dead.partition())).containsOnly(1);
    assertThat(dead.timestamp()).isEqualTo(Records.TIME.toEpochMilli());
    assertThat(RetryTopicsTest.texts(dead))
        .contains(
            "weir.dlt.topic=again",
            "weir.dlt.offset=3",
            "weir.dlt.attempts=3",
            "weir.dlt.message=z",
            "weir.retry.first.message=x");
    assertThat(cluster.partitions("again.retry.group.2")).isEqualTo(2);
    assertThatThrownBy(() -> copies().retry(second, FAILURE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void retry_topics_can_be_made_ahead() throws Exception {
    cluster.make("ahead", 5);
    plan.retryTopics = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));

    var all = copies().prepare(List.of("ahead"), Duration.ofSeconds(20));

    assertThat(all).isTrue();
    assertThat(cluster.partitions("ahead.retry.group.1")).isEqualTo(5);
    assertThat(cluster.partitions("ahead.retry.group.2")).isEqualTo(5);
  }

  @Test
  void retry_topics_of_a_topic_that_is_not_there_are_made_with_it() throws Exception {
    plan.retryTopics = List.of(Duration.ofSeconds(1));

    assertThat(copies().prepare(List.of("late"), Duration.ofMillis(300))).isFalse();
    cluster.make("late", 2);

    assertThat(copies().prepare(List.of("late"), Duration.ofSeconds(20))).isTrue();
    assertThat(cluster.partitions("late.retry.group.1")).isEqualTo(2);
    assertThat(troubles.none()).isTrue();
  }

  @Test
  void many_copies_are_written_at_once() throws Exception {
    cluster.make("many", 3);

    var acks =
        IntStream.range(0, 2_000)
            .mapToObj(i -> copies().deadLetter(record(new Position("many", i % 3, i)), FAILURE))
            .toList();
    for (var ack : acks) get(ack);

    assertThat(cluster.read("many.dlt"))
        .hasSize(2_000)
        .extracting(CopiesTest::offset)
        .doesNotHaveDuplicates();
  }

  private static String offset(ConsumerRecord<?, ?> copy) {
    return new String(copy.headers().lastHeader("weir.dlt.offset").value(), UTF_8);
  }

  @Test
  void a_telemetry_that_fails_changes_nothing() throws Exception {
    cluster.make("watched", 1);
    plan.telemetry =
        new Telemetry() {
          @Override
          public <K, V> Outcome process(String group, Message<K, V> message, Processor<K, V> next) {
            throw new AssertionError("nobody asks this here");
          }

          @Override
          public Sending sending(String topic, Headers headers) {
            throw new IllegalStateException("on purpose");
          }
        };

    get(copies().deadLetter(record(new Position("watched", 0, 0)), FAILURE));

    assertThat(cluster.read("watched.dlt")).hasSize(1);
  }

  @Test
  void what_is_not_acknowledged_when_it_is_closed_fails() throws Exception {
    cluster.make("guarded.three", 1);
    var ack = copies().deadLetter(record(new Position("guarded.three", 0, 4)), FAILURE);
    assertThat(troubles.next()).isNotNull();

    copies().close(Duration.ofMillis(100));

    assertThat(ack.toCompletableFuture()).isCompletedExceptionally();
    assertThatThrownBy(() -> get(ack)).cause().hasMessageContaining("guarded.three-0@4");
    troubles.awaitOver();
    var late = copies().deadLetter(record(new Position("guarded.three", 0, 5)), FAILURE);
    assertThat(late.toCompletableFuture()).isCompletedExceptionally();
    assertThat(copies().prepare(List.of("guarded.three"), Duration.ZERO)).isFalse();
  }

  @Test
  void a_close_waits_for_what_can_be_written() throws Exception {
    cluster.make("closing", 1);
    var ack = copies().deadLetter(record(new Position("closing", 0, 4)), FAILURE);

    copies().close(Duration.ofSeconds(20));

    assertThat(ack.toCompletableFuture()).isCompleted();
    assertThat(cluster.read("closing.dlt")).hasSize(1);
  }

  private static ConsumerRecord<byte[], byte[]> large(String topic, int bytes) {
    var value = new byte[bytes];
    new java.util.Random(7).nextBytes(value); // not to be compressed
    return record(new Position(topic, 0, 0), bytes("key"), value);
  }
}
