package dev.weir.gateway.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Problem.Code;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Field;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The exact bytes that kprf's clients read.
final class PushAnswerTest {
  private static final String OK = "{\"status\":\"ok\",\"errors\":[]}";
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 1);

  @Test
  void all_delivered_or_nothing_to_deliver_is_ok() {
    assertAnswer(PushCodec.waited(List.of()), 200, OK);
    assertAnswer(PushCodec.waited(List.of(DELIVERED)), 200, OK);
    assertAnswer(PushCodec.waited(List.of(DELIVERED, DELIVERED)), 200, OK);
  }

  @Test
  void one_failure_fails_the_request_with_an_entry_for_each_record_in_order() {
    var unknown = new Outcome.Lost(Problem.unknownPartition("t", 99, 4));

    assertAnswer(
        PushCodec.waited(List.of(unknown, DELIVERED)),
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
        "UNKNOWN_TOPIC | Message production error: UnknownTopic (Local: Unknown topic)",
        "STOPPING | KafkaError (Client dropped)",
        "INVALID_TOPIC | invalid topic: a: b. c.",
        "BUG | a: b. c.",
      })
  void each_problem_has_the_text_that_dashboards_match_on(Code code, String text) {
    var problem = new Problem(code, "a", "b", "c");
    var body =
        "{\"status\":\"err\",\"errors\":[{\"error\":true,\"message\":\"%s\"}]}".formatted(text);

    assertAnswer(PushCodec.waited(List.of(new Outcome.Lost(problem))), 500, body);
    assertAnswer(PushCodec.waited(List.of(new Outcome.Refused(problem))), 500, body);
  }

  @Test
  void every_problem_has_some_text() {
    for (var code : Code.values()) {
      var answer =
          PushCodec.waited(List.of(new Outcome.Lost(new Problem(code, "what", "why", "remedy"))));

      assertThat(new String(answer.body(), UTF_8)).matches(".*\"message\":\"[^\"]{10,}\".*");
    }
  }

  @Test
  void a_text_with_quotes_and_control_characters_is_still_json() {
    var problem = new Problem(Code.BUG, "a\"b\\", "c\nd\u0001", "ä😀");

    assertAnswer(
        PushCodec.waited(List.of(new Outcome.Lost(problem))),
        500,
        "{\"status\":\"err\",\"errors\":[{\"error\":true,"
            + "\"message\":\"a\\\"b\\\\: c\\nd\\u0001. ä😀.\"}]}");
  }

  @Test
  void who_does_not_wait_is_told_ok() {
    assertAnswer(PushCodec.taken(List.of()), 200, OK);
    assertAnswer(PushCodec.taken(List.of(Outcome.ACCEPTED)), 200, OK);
    assertThat(PushCodec.taken(List.of(Outcome.ACCEPTED)).fields()).isEmpty();
  }

  @Test
  void who_does_not_wait_is_told_in_a_header_what_was_refused() {
    var refused = new Outcome.Refused(Problem.invalidTopic("a b"));

    var answer = PushCodec.taken(List.of(Outcome.ACCEPTED, refused, refused));

    assertAnswer(answer, 200, OK);
    assertThat(answer.fields()).hasSize(1);
    assertThat(answer.fields().getFirst())
        .isEqualTo(
            new Field(
                "Weir-Problem", "2 of 3 records refused. The first: " + refused.problem().text()));
  }

  @Test
  void what_goes_into_a_header_is_plain_ascii_whatever_the_client_sent() {
    var topics = List.of("a\r\nSet-Cookie: x=1", "ü\u0000", "x".repeat(1_000), "", "\uD800");
    for (var topic : topics) {
      var refused = new Outcome.Refused(Problem.invalidTopic(topic));

      var field = PushCodec.taken(Collections.nCopies(2, refused)).fields().getFirst();

      assertThat(field.value()).matches("[ -~]{1,400}");
    }
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

  private static void assertAnswer(Answer answer, int status, String body) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/json");
    assertThat(new String(answer.body(), UTF_8)).isEqualTo(body);
  }
}
