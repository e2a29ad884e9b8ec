package dev.weir.gateway.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Problem.Code;
import dev.weir.config.PushConfig;
import dev.weir.config.PushConfig.OverRate;
import dev.weir.config.PushConfig.Statuses;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Field;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The exact bytes that kprf's clients read.
final class PushAnswerTest {
  private static final PushAnswer.Manner KPRF =
      new PushAnswer.Manner(new PushConfig(Statuses.KPRF, OverRate.ACCEPT), false);
  private static final String OK = "{\"status\":\"ok\",\"errors\":[]}";
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 1);

  @Test
  void all_delivered_or_nothing_to_deliver_is_ok() {
    assertAnswer(waited(List.of()), 200, OK);
    assertAnswer(waited(List.of(DELIVERED)), 200, OK);
    assertAnswer(waited(List.of(DELIVERED, DELIVERED)), 200, OK);
  }

  @Test
  void one_failure_fails_the_request_with_an_entry_for_each_record_in_order() {
    var unknown = new Outcome.Lost(Problem.unknownPartition("t", 99, 4));

    assertAnswer(
        waited(List.of(unknown, DELIVERED)),
        500,
        "{\"status\":\"err\",\"errors\":[{\"error\":true,\"message\":\"Message production error:"
            + " UnknownPartition (Local: Unknown partition)\"},{\"error\":false,\"message\":null}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TIMED_OUT | Message production error: MessageTimedOut (Local: Message timed out)",
        "MEMORY_FULL | Message production error: QueueFull (Local: Queue full)",
        "UNKNOWN_PARTITION | Message production error: UnknownPartition (Local: Unknown partition)",
        "TOO_LARGE | Message production error: MessageSizeTooLarge (Broker: Message size too large)",
        "RATE_LIMITED | ratelimit",
        "WAL_FULL | Message production error: QueueFull (Local: Queue full)",
        "UNKNOWN_TOPIC | Message production error: UnknownTopic (Local: Unknown topic)",
        "STOPPING | KafkaError (Client dropped)",
        "INVALID_TOPIC | invalid topic: a: b. c.",
        "BUG | a: b. c.",
      })
  void each_problem_has_the_text_that_dashboards_match_on(Code code, String text) {
    var problem = new Problem(code, "a", "b", "c");
    var body =
        "{\"status\":\"err\",\"errors\":[{\"error\":true,\"message\":\"%s\"}]}".formatted(text);

    assertAnswer(waited(List.of(new Outcome.Lost(problem))), 500, body);
    if (!code.retriable() || code == Code.RATE_LIMITED) {
      assertAnswer(waited(List.of(new Outcome.Refused(problem))), 500, body);
    }
  }

  @Test
  void every_problem_has_some_text() {
    for (var code : Code.values()) {
      var answer = waited(List.of(new Outcome.Lost(new Problem(code, "what", "why", "remedy"))));

      assertThat(new String(answer.body(), UTF_8)).matches(".*\"message\":\"[^\"]{9,}\".*");
    }
  }

  @Test
  void a_text_with_quotes_and_control_characters_is_still_json() {
    var problem = new Problem(Code.BUG, "a\"b\\", "c\nd\u0001", "ä😀");

    assertAnswer(
        waited(List.of(new Outcome.Lost(problem))),
        500,
        "{\"status\":\"err\",\"errors\":[{\"error\":true,"
            + "\"message\":\"a\\\"b\\\\: c\\nd\\u0001. ä😀.\"}]}");
  }

  @Test
  void who_does_not_wait_is_told_ok() {
    assertAnswer(taken(List.of()), 200, OK);
    assertAnswer(taken(List.of(Outcome.ACCEPTED)), 200, OK);
  }

  @Test
  void who_does_not_wait_is_told_in_a_header_what_was_refused() {
    var refused = new Outcome.Refused(Problem.invalidTopic("a b"));

    var answer = taken(List.of(Outcome.ACCEPTED, refused, refused));

    assertAnswer(answer, 200, OK);
    assertThat(answer.fields())
        .containsExactly(
            new Field("Weir-Acks", "memory"),
            new Field("Weir-Problem-Code", "invalid_topic"),
            new Field(
                "Weir-Problem", "2 of 3 records failed. The first: " + refused.problem().text()));
  }

  @Test
  void what_goes_into_a_header_is_plain_ascii_whatever_the_client_sent() {
    var topics = List.of("a\r\nSet-Cookie: x=1", "ü\u0000", "x".repeat(1_000), "", "\uD800");
    for (var topic : topics) {
      var refused = new Outcome.Refused(Problem.invalidTopic(topic));

      var field = taken(List.of(refused, Outcome.ACCEPTED)).fields().getLast();

      assertThat(field.value()).matches("[ -~]{1,400}");
    }
  }

  @Test
  void what_was_taken_in_and_then_lost_is_told_like_what_was_refused() {
    var lost = new Outcome.Lost(Problem.walFailed("the disk is gone"));

    var answer = taken(List.of(Outcome.STORED, lost));

    assertAnswer(answer, 200, OK);
    assertThat(answer.fields())
        .contains(
            new Field("Weir-Problem-Code", "wal_failed"),
            new Field(
                "Weir-Problem", "1 of 2 records failed. The first: " + lost.problem().text()));
  }

  @Test
  void an_answer_names_the_level_of_the_least_safe_of_its_records() {
    assertThat(level(taken(List.of(Outcome.ACCEPTED)))).containsExactly("memory");
    assertThat(level(taken(List.of(Outcome.STORED, DELIVERED)))).containsExactly("journal");
    assertThat(level(waited(List.of(DELIVERED, DELIVERED)))).containsExactly("kafka");
    assertThat(level(waited(List.of(DELIVERED, Outcome.STORED, Outcome.ACCEPTED))))
        .containsExactly("memory");
    assertThat(level(waited(List.of()))).isEmpty();
  }

  @Test
  void the_level_is_that_of_the_records_that_did_not_fail() {
    var unknown = new Outcome.Lost(Problem.unknownPartition("t", 99, 4));

    assertThat(level(waited(List.of(unknown, DELIVERED)))).containsExactly("kafka");
    assertThat(level(taken(List.of(Outcome.STORED, unknown)))).containsExactly("journal");
    assertThat(level(waited(List.of(unknown)))).isEmpty();
  }

  @Test
  void a_weaker_level_that_the_route_chose_is_no_failure() {
    assertAnswer(waited(List.of(Outcome.STORED, Outcome.ACCEPTED)), 200, OK);
  }

  @Test
  void what_is_over_a_rate_is_told_as_kprf_tells_it_and_when_to_come_again() {
    var first = new Outcome.Refused(Problem.rateLimited("topic 't'", "2 messages in any 60 s", 1));
    var second = new Outcome.Refused(Problem.rateLimited("topic 'u'", "9 bytes in any 1 s", 7_001));
    var entry = "{\"error\":true,\"message\":\"ratelimit\"}";

    var waited = waited(List.of(first, second));
    var taken = taken(List.of(first, second));

    assertAnswer(waited, 500, "{\"status\":\"err\",\"errors\":[" + entry + "," + entry + "]}");
    assertAnswer(taken, 200, OK);
    assertThat(waited.fields()).contains(new Field("Retry-After", "8"));
    assertThat(taken.fields())
        .contains(new Field("Retry-After", "8"), new Field("Weir-Problem-Code", "rate_limited"));
  }

  @Test
  void records_over_a_rate_do_not_hide_that_others_were_taken() {
    var limited =
        new Outcome.Refused(Problem.rateLimited("topic 't'", "2 messages in any 60 s", 1));

    assertAnswer(
        waited(List.of(limited, DELIVERED)),
        500,
        "{\"status\":\"err\",\"errors\":[{\"error\":true,\"message\":\"ratelimit\"},"
            + "{\"error\":false,\"message\":null}]}");
  }

  @ParameterizedTest
  @EnumSource(names = {"MEMORY_FULL", "WAL_FULL", "WAL_FAILED", "UNAVAILABLE", "STOPPING"})
  void a_request_none_of_which_was_taken_may_come_again_whole(Code code) {
    var refused = new Outcome.Refused(new Problem(code, "a", "b", "c"));

    for (var answer : List.of(waited(List.of(refused, refused)), taken(List.of(refused)))) {
      assertThat(answer.status()).isEqualTo(503);
      assertThat(new String(answer.body(), UTF_8)).isEqualTo("a: b. c.\n");
      assertThat(answer.fields())
          .containsExactly(
              new Field("Weir-Problem-Code", code.label()), new Field("Retry-After", "1"));
    }
  }

  @Test
  void a_request_none_of_which_is_safe_is_no_success_even_for_one_who_did_not_wait() {
    var lost = new Outcome.Lost(Problem.walFailed("the disk is gone"));

    assertThat(taken(List.of(lost, lost)).status()).isEqualTo(503);
    assertThat(waited(List.of(lost, lost)).status()).isEqualTo(500);
  }

  @Test
  void a_request_of_which_one_record_was_taken_may_not_come_again_whole() {
    var refused = new Outcome.Refused(Problem.walFull(1));

    assertThat(waited(List.of(refused, DELIVERED)).status()).isEqualTo(500);
    assertThat(waited(List.of(refused, new Outcome.Refused(Problem.stopping()))).status())
        .isEqualTo(500);
    assertThat(taken(List.of(refused, Outcome.ACCEPTED)).status()).isEqualTo(200);
  }

  @Test
  void a_request_that_never_fits_is_413() {
    var refused = new Outcome.Refused(Problem.batchTooLarge(2, 3, 1, 1));

    var answer = taken(List.of(refused, refused));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.fields()).containsExactly(new Field("Weir-Problem-Code", "batch_too_large"));
  }

  @Test
  void another_method_is_405_and_another_type_is_415() {
    var method = PushCodec.wrongMethod("GET");
    var type = PushCodec.wrongType();

    assertThat(method.status()).isEqualTo(405);
    assertThat(method.contentType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(new String(method.body(), UTF_8)).isEqualTo("HTTP method not allowed");
    assertThat(method.fields()).contains(new Field("Allow", "POST"));
    assertThat(type.status()).isEqualTo(415);
    assertThat(type.contentType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(new String(type.body(), UTF_8))
        .isEqualTo("The request's content-type is not supported");
  }

  @Test
  void a_client_that_asks_is_told_where_its_records_are() {
    var unknown = new Outcome.Lost(Problem.unknownPartition("t", 99, 4));

    var well = verbose(true, List.of(new Outcome.Delivered(0, 17), new Outcome.Delivered(1, 0)));
    var mixed = verbose(true, List.of(unknown, new Outcome.Delivered(2, 5), Outcome.STORED));
    var notWaited = verbose(false, List.of(new Outcome.Delivered(0, 17)));

    assertAnswer(
        well,
        200,
        "{\"status\":\"ok\",\"errors\":[],\"offsets\":[{\"partition\":0,\"offset\":17},{\"partition\":1,\"offset\":0}]}");
    assertThat(level(well)).containsExactly("kafka");
    assertAnswer(
        mixed,
        500,
        "{\"status\":\"err\",\"errors\":[{\"error\":true,\"message\":\"Message production error: UnknownPartition (Local: Unknown partition)\"},{\"error\":false,\"message\":null},{\"error\":false,\"message\":null}],\"offsets\":[null,{\"partition\":2,\"offset\":5},null]}");
    assertAnswer(notWaited, 200, OK);
    assertAnswer(verbose(true, List.of()), 200, "{\"status\":\"ok\",\"errors\":[],\"offsets\":[]}");
  }

  @Test
  void with_statuses_of_http_a_failure_that_all_records_share_is_the_status() {
    var limited = new Outcome.Refused(Problem.rateLimited("topic 't'", "2 in any 60 s", 5_000));
    var large = new Outcome.Refused(Problem.tooLarge("t", 2, 1));
    var late = new Outcome.Lost(Problem.timedOut("t", 1));
    var unknown = new Outcome.Lost(Problem.unknownPartition("t", 99, 4));

    var overRate = http(List.of(limited, limited));
    var tooLarge = http(List.of(large));
    var away = http(List.of(late, late));

    assertThat(overRate.status()).isEqualTo(429);
    assertThat(overRate.fields()).contains(new Field("Retry-After", "5"));
    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.fields()).contains(new Field("Retry-After", "1"));
    for (var answer : List.of(overRate, tooLarge, away)) {
      assertThat(new String(answer.body(), UTF_8)).startsWith("{\"status\":\"err\",\"errors\":[{");
    }
    assertThat(http(List.of(limited, DELIVERED)).status()).isEqualTo(500);
    assertThat(http(List.of(limited, late)).status()).isEqualTo(500);
    assertThat(http(List.of(unknown)).status()).isEqualTo(500);
  }

  @Test
  void a_client_that_does_not_wait_is_told_of_its_rate_where_that_is_set() {
    var limited = new Outcome.Refused(Problem.rateLimited("topic 't'", "2 in any 60 s", 5_000));
    var large = new Outcome.Refused(Problem.tooLarge("t", 2, 1));
    var refuses = new PushAnswer.Manner(new PushConfig(Statuses.KPRF, OverRate.REFUSE), false);
    var request = new PushCodec.Push(List.of(), false);

    var mixed = PushAnswer.to(request, refuses, List.of(Outcome.STORED, limited));
    var other = PushAnswer.to(request, refuses, List.of(Outcome.STORED, large));

    assertAnswer(
        mixed,
        429,
        "{\"status\":\"err\",\"errors\":[{\"error\":false,\"message\":null},{\"error\":true,\"message\":\"ratelimit\"}]}");
    assertThat(mixed.fields())
        .contains(new Field("Weir-Acks", "journal"), new Field("Retry-After", "5"));
    assertAnswer(other, 200, OK);
  }

  /// Each failed for another reason, and `ok` would lose the one that may come again.
  @Test
  void nothing_safe_is_never_ok_where_some_of_it_may_come_again() {
    var answer =
        taken(
            List.of(
                new Outcome.Refused(Problem.invalidTopic("a b")),
                new Outcome.Refused(Problem.walFull(1))));

    assertThat(answer.status()).isEqualTo(503);
  }

  @Test
  void what_may_be_there_all_the_same_is_told_so() {
    var late = new Outcome.Lost(Problem.timedOut("t", 10_000));

    assertThat(waited(List.of(late, DELIVERED)).isUncertain()).isTrue();
    assertThat(taken(List.of(late)).isUncertain()).isTrue();
    assertThat(waited(List.of(new Outcome.Refused(Problem.stopping()))).isUncertain()).isFalse();
  }

  private static Answer verbose(boolean waits, List<Outcome> outcomes) {
    var manner = new PushAnswer.Manner(KPRF.config(), true);
    return PushAnswer.to(new PushCodec.Push(List.of(), waits), manner, outcomes);
  }

  private static Answer http(List<Outcome> outcomes) {
    var manner = new PushAnswer.Manner(new PushConfig(Statuses.HTTP, OverRate.ACCEPT), false);
    return PushAnswer.to(new PushCodec.Push(List.of(), true), manner, outcomes);
  }

  private static Answer waited(List<Outcome> outcomes) {
    return PushAnswer.to(new PushCodec.Push(List.of(), true), KPRF, outcomes);
  }

  private static Answer taken(List<Outcome> outcomes) {
    return PushAnswer.to(new PushCodec.Push(List.of(), false), KPRF, outcomes);
  }

  private static List<String> level(Answer answer) {
    return answer.fields().stream()
        .filter(field -> field.name().equals("Weir-Acks"))
        .map(Field::value)
        .toList();
  }

  private static void assertAnswer(Answer answer, int status, String body) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/json");
    assertThat(new String(answer.body(), UTF_8)).isEqualTo(body);
  }
}
