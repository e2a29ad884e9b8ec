package dev.weir.worker;

import static dev.weir.worker.Records.bytes;
import static dev.weir.worker.Records.copied;
import static dev.weir.worker.Records.failure;
import static dev.weir.worker.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

final class DeadLetterHeadersTest {
  private static final Position AT = new Position("orders", 2, 7);
  private static final Position DEAD = new Position("orders.dlt", 2, 0);

  private final Plan<byte[], byte[]> plan = Records.plan("localhost:9092");

  private DeadLetterHeaders headers() {
    return new DeadLetterHeaders(plan, new RetryTopics(plan));
  }

  @Test
  void a_dead_letter_has_the_headers_of_its_record_and_says_why_it_is_one() {
    var original =
        record(
            AT,
            new RecordHeader("b", bytes("1")),
            new RecordHeader("a", bytes("2")),
            new RecordHeader("b", null),
            new RecordHeader("", new byte[0]));

    var dead = headers().of(original, failure(new IllegalStateException("no"), 5));

    assertThat(RetryTopicsTest.texts(copied(DEAD, dead)))
        .containsExactly(
            "b=1",
            "a=2",
            "b=null",
            "=",
            "weir.dlt.topic=orders",
            "weir.dlt.partition=2",
            "weir.dlt.offset=7",
            "weir.dlt.timestamp=1767323045006",
            "weir.dlt.group=group",
            "weir.dlt.attempts=5",
            "weir.dlt.error=java.lang.IllegalStateException",
            "weir.dlt.message=no",
            "weir.dlt.time=2026-01-02T03:05:05.006Z");
  }

  @Test
  void a_dead_letter_that_dies_again_keeps_its_first_place_and_has_its_last_failure() {
    plan.stacks = true;
    var first = headers().of(record(AT), failure(new IllegalStateException("first"), 5));
    plan.stacks = false;
    plan.group = "undertaker";

    var again =
        headers().of(copied(DEAD, first), failure(new IllegalArgumentException("second"), 1));

    assertThat(RetryTopicsTest.texts(copied(DEAD, again)))
        .containsExactly(
            "weir.dlt.topic=orders",
            "weir.dlt.partition=2",
            "weir.dlt.offset=7",
            "weir.dlt.timestamp=1767323045006",
            "weir.dlt.group=undertaker",
            "weir.dlt.attempts=1",
            "weir.dlt.error=java.lang.IllegalArgumentException",
            "weir.dlt.message=second",
            "weir.dlt.time=2026-01-02T03:05:05.006Z");
  }

  @Test
  void what_comes_from_a_retry_topic_says_where_it_came_from_first_and_what_failed_first() {
    plan.retryTopics = List.of(Duration.ofSeconds(1));
    var retried =
        new RetryTopics(plan).headers(record(AT), failure(new IllegalStateException("first"), 1));
    var there = new Position("orders.retry.group.1", 2, 0);

    var dead = headers().of(copied(there, retried), failure(new IllegalStateException("last"), 2));

    assertThat(RetryTopicsTest.texts(copied(DEAD, dead)))
        .contains(
            "weir.dlt.topic=orders",
            "weir.dlt.offset=7",
            "weir.dlt.attempts=2",
            "weir.dlt.message=last",
            "weir.retry.first.message=first");
  }

  @Test
  void long_texts_are_cut_between_characters() {
    plan.stacks = true;
    var why = new IllegalStateException("x" + "€".repeat(1_000));
    why.addSuppressed(new IllegalStateException("y".repeat(10_000)));

    var dead = headers().of(record(AT), failure(why, 1));

    assertThat(dead.text("weir.dlt.message")).isEqualTo("x" + "€".repeat(341));
    assertThat(dead.last("weir.dlt.stack")).hasSize(8 << 10);
    assertThat(dead.text("weir.dlt.stack")).startsWith("java.lang.IllegalStateException: x€");
  }

  @Test
  void an_exception_that_cannot_be_asked_is_named_all_the_same() {
    plan.stacks = true;

    var dead = headers().of(record(AT), failure(new Silent(), 1));

    assertThat(dead.text("weir.dlt.error")).isEqualTo(Silent.class.getName());
    assertThat(dead.text("weir.dlt.message")).isNull();
  }

  @Test
  void a_delay_begins_when_the_letter_died() {
    var dead = headers().of(record(AT), failure(new IllegalStateException("no"), 1));
    var foreign = record(AT, new RecordHeader("weir.dlt.time", bytes("yesterday")));
    var far = record(AT, new RecordHeader("weir.dlt.time", bytes("+999999999-01-01T00:00:00Z")));

    assertThat(DeadLetterHeaders.ageFrom(copied(DEAD, dead)))
        .isEqualTo(Records.TIME.plusSeconds(60).toEpochMilli());
    assertThat(DeadLetterHeaders.ageFrom(record(AT))).isEqualTo(Records.TIME.toEpochMilli());
    assertThat(DeadLetterHeaders.ageFrom(foreign)).isEqualTo(Records.TIME.toEpochMilli());
    assertThat(DeadLetterHeaders.ageFrom(far)).isEqualTo(Records.TIME.toEpochMilli());
  }

  @Test
  void without_room_the_good_to_have_goes_first() {
    plan.stacks = true;
    var dead = headers().of(record(AT), failure(new IllegalStateException("no"), 1));

    var shortened = DeadLetterHeaders.shortened(dead);

    assertThat(shortened.text("weir.dlt.stack")).isNull();
    assertThat(shortened.text("weir.dlt.message")).isNull();
    assertThat(shortened.all()).hasSize(dead.all().size() - 2);
  }

  private static final class Silent extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException("no");
    }
  }
}
