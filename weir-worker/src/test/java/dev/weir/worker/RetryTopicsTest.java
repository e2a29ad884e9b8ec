package dev.weir.worker;

import static dev.weir.worker.Records.bytes;
import static dev.weir.worker.Records.copied;
import static dev.weir.worker.Records.failure;
import static dev.weir.worker.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryTopicsTest {
  private static final Position FIRST = new Position("orders", 2, 7);

  private final Plan<byte[], byte[]> plan = Records.plan("localhost:9092");

  private RetryTopics topics() {
    plan.retryTopics = List.of(Duration.ofSeconds(2), Duration.ofSeconds(5));
    return new RetryTopics(plan);
  }

  @Test
  void each_delay_has_a_topic() {
    var topics = topics();

    assertThat(topics.of("orders")).containsExactly("orders.retry.group.1", "orders.retry.group.2");
    assertThat(topics.delay("orders.retry.group.1")).isEqualTo(Duration.ofSeconds(2));
    assertThat(topics.delay("orders.retry.group.2")).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({
    "orders",
    "orders.retry.group.0",
    "orders.retry.group.3",
    "orders.retry.group.01",
    "orders.retry.group.",
    "orders.retry.other.1",
    "orders.retry.group",
    ".1",
    "1",
    "''"
  })
  void other_topics_have_no_delay(String name) {
    assertThat(topics().delay(name)).isNull();
  }

  @Test
  void a_message_goes_from_topic_to_topic_and_keeps_what_happened_first() {
    var topics = topics();
    var original = record(FIRST, new RecordHeader("a", bytes("1")));

    var one = copied(at("orders.retry.group.1"), topics.headers(original, failure(boom("x"), 1)));
    var two = copied(at("orders.retry.group.2"), topics.headers(one, failure(boom("y"), 2)));

    assertThat(topics.next(original)).isEqualTo("orders.retry.group.1");
    assertThat(topics.next(one)).isEqualTo("orders.retry.group.2");
    assertThat(topics.next(two)).isNull();
    assertThat(List.of(topics.hasNext(original), topics.hasNext(one), topics.hasNext(two)))
        .containsExactly(true, true, false);
    assertThat(Stream.of(original, one, two).map(topics::attempts)).containsExactly(0, 1, 2);
    assertThat(topics.nextDelay(one)).isEqualTo(Duration.ofSeconds(5));
    assertThat(topics.origin(two))
        .isEqualTo(new RetryTopics.Origin("orders", 2, 7, Records.TIME.toEpochMilli()));
    assertThat(texts(two))
        .containsExactly(
            "a=1",
            "weir.retry.topic=orders",
            "weir.retry.partition=2",
            "weir.retry.offset=7",
            "weir.retry.timestamp=1767323045006",
            "weir.retry.attempts=2",
            "weir.retry.first.time=2026-01-02T03:05:05.006Z",
            "weir.retry.first.error=java.lang.IllegalStateException",
            "weir.retry.first.message=x");
  }

  @Test
  void what_was_put_back_by_hand_begins_anew() {
    var topics = topics();
    var stale = topics.headers(record(FIRST), failure(boom("old"), 4));

    var back = copied(new Position("orders", 0, 99), stale);

    assertThat(topics.attempts(back)).isZero();
    assertThat(topics.origin(back).offset()).isEqualTo(99);
    assertThat(texts(copied(FIRST, topics.headers(back, failure(boom("new"), 1)))))
        .contains("weir.retry.offset=99", "weir.retry.first.message=new")
        .hasSize(8);
  }

  @Test
  void what_somebody_else_wrote_to_a_retry_topic_is_tried_too() {
    var topics = topics();
    var lies = new RecordHeader("weir.retry.topic", bytes("elsewhere"));
    var foreign =
        record(at("orders.retry.group.2"), lies, new RecordHeader("weir.retry.attempts", null));

    assertThat(topics.attempts(foreign)).isEqualTo(2);
    assertThat(topics.origin(foreign).topic()).isEqualTo("orders");
    assertThat(topics.next(foreign)).isNull();
  }

  @Test
  void all_names_are_ones_that_kafka_takes_and_tell_topics_apart() {
    plan.group = "group of ünusual name: " + "x".repeat(300);
    var topics = topics();
    var long1 = "t".repeat(248) + "1";
    var long2 = "t".repeat(248) + "2";

    var names = topics.of(long1);
    names.forEach(Topic::validate);
    Topic.validate(TopicNames.deadLetters(long1));

    assertThat(names).doesNotContainAnyElementsOf(topics.of(long2));
    assertThat(TopicNames.deadLetters(long1)).isNotEqualTo(TopicNames.deadLetters(long2));
    assertThat(topics.delay(names.get(1))).isEqualTo(Duration.ofSeconds(5));
    var there = copied(at(names.get(0)), topics.headers(record(at(long1)), failure(boom(""), 1)));
    assertThat(topics.origin(there).topic()).isEqualTo(long1);
    assertThat(topics.next(there)).isEqualTo(names.get(1));
    plan.group = "other of ünusual name: " + "x".repeat(300);
    assertThat(topics().of(long1)).doesNotContainAnyElementsOf(names);
  }

  @ParameterizedTest
  @CsvSource({
    "orders.*, orders, true",
    "orders.*, orders.new, true",
    "orders.*, orders.retry.group.1, true",
    "orders.*, orders.new.retry.group.2, true",
    "orders.*, orders.retry.group.3, false",
    "orders.*, orders.retry.other.1, false",
    "orders.*, orders.dlt, false",
    "orders.*, orders.dlt.dlt, false",
    "orders.*, cheques, false",
    "orders.*, cheques.retry.group.1, false",
    "^orders$, orders, true",
    "^orders$, orders.retry.group.1, true",
    "^orders$, orders.more, false",
    "a|b, a, true",
    "a|b, b.retry.group.1, true",
    "a|b, a.dlt, false",
    "a|b, ab, false",
    ".*\\.dlt, orders.dlt, true",
    ".*\\.dlt, orders.dlt.dlt, false"
  })
  void a_pattern_has_its_retry_topics_and_not_its_own_dead_letters(
      String pattern, String topic, boolean subscribed) {
    var subscription = topics().subscription(Pattern.compile(pattern));

    assertThat(subscription.matcher(topic).matches()).isEqualTo(subscribed);
  }

  @Test
  void a_pattern_keeps_its_flags_and_leaves_out_dead_letters_of_any_name() {
    plan.exhausted = Exhausted.deadLetter("graveyard");
    var all = topics().subscription(Pattern.compile("[a-z.]+", Pattern.CASE_INSENSITIVE));
    var literal = topics().subscription(Pattern.compile("a.b", Pattern.LITERAL));

    assertThat(all.matcher("ORDERS").matches()).isTrue();
    assertThat(all.matcher("graveyard").matches()).isFalse();
    assertThat(literal.matcher("a.b").matches()).isTrue();
    assertThat(literal.matcher("axb").matches()).isFalse();
    assertThat(literal.matcher("a.b.retry.group.1").matches()).isTrue();
  }

  @Test
  void a_pattern_has_retry_topics_of_names_that_were_cut() {
    var topics = topics();
    var name = topics.of("t".repeat(249)).getFirst();

    assertThat(topics.subscription(Pattern.compile("t+")).matcher(name).matches()).isTrue();
  }

  @Test
  void without_delays_nothing_is_a_retry_topic() {
    var none = new RetryTopics(plan);

    assertThat(none.none()).isTrue();
    assertThat(none.of("orders")).isEmpty();
    assertThat(none.hasNext(record(FIRST))).isFalse();
    assertThat(none.attempts(record(at("orders.retry.group.1")))).isZero();
    var subscription = none.subscription(Pattern.compile("o.*"));
    assertThat(subscription.matcher("orders").matches()).isTrue();
    assertThat(subscription.matcher("orders.retry.group.1").matches()).isFalse();
  }

  private static Position at(String topic) {
    return new Position(topic, 2, 3);
  }

  private static RuntimeException boom(String message) {
    return new IllegalStateException(message);
  }

  static List<String> texts(ConsumerRecord<?, ?> record) {
    return RecordHeaders.of(record, "-").all().stream()
        .map(header -> header.name() + '=' + header.text())
        .toList();
  }
}
