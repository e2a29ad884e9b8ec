package dev.weir.gateway.rest.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.config.RestConfig;
import dev.weir.gateway.web.RestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducedTest {
  private static final Outcome GOOD = new Outcome.Delivered(3, 1_234_567_890_123L);

  @Test
  void a_good_record_has_its_partition_and_offset() {
    var answer = produced(false).to(List.of(GOOD, new Outcome.Delivered(0, 0)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(new String(answer.body(), UTF_8))
        .isEqualTo(
            """
            {"offsets":[{"partition":3,"offset":1234567890123,"error_code":null,"error":null},\
            {"partition":0,"offset":0,"error_code":null,"error":null}],\
            "key_schema_id":null,"value_schema_id":17}\
            """);
  }

  @Test
  void async_has_no_body() {
    var answer = produced(true).to(List.of(Outcome.STORED));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.has("Weir-Acks")).isTrue();
  }

  @Test
  void a_route_may_ask_for_less_than_kafkas_word() {
    var answer = produced(false).to(List.of(Outcome.STORED));

    assertThat(new String(answer.body(), UTF_8))
        .contains("{\"partition\":null,\"offset\":null,\"error_code\":null,\"error\":null}");
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_AUTHORISED, 40301, 403",
    "UNKNOWN_TOPIC, 40401, 200",
    "UNKNOWN_PARTITION, 40402, 200",
    "INVALID_MESSAGE, 50002, 200",
    "TOO_LARGE, 50002, 200",
    "TIMED_OUT, 50003, 200",
    "UNAVAILABLE, 50003, 200",
    "RATE_LIMITED, 50003, 200",
  })
  void a_record_that_failed_has_its_code(Problem.Code code, int number, int status) {
    var answer = produced(false).to(List.of(GOOD, lost(code)));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(new String(answer.body(), UTF_8))
        .contains(
            "{\"partition\":null,\"offset\":null,\"error_code\":%d,\"error\":\"what: \\\"why\\\". remedy.\",\"message\":\"what: \\\"why\\\". remedy.\"}"
                .formatted(number));
  }

  @Test
  void what_may_be_there_is_uncertain() {
    assertThat(produced(false).to(List.of(lost(Problem.Code.TIMED_OUT))).isUncertain()).isTrue();
    assertThat(produced(false).to(List.of(lost(Problem.Code.TOO_LARGE))).isUncertain()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "MEMORY_FULL, 503, 503",
    "STOPPING, 503, 503",
    "UNAVAILABLE, 503, 503",
    "RATE_LIMITED, 429, 429",
    "BATCH_TOO_LARGE, 413, 413",
    "UNKNOWN_TOPIC, 404, 40401",
    "UNKNOWN_PARTITION, 404, 40402",
  })
  void what_refuses_all_records_refuses_the_call(Problem.Code code, int status, int number) {
    var refused = new Outcome.Refused(problem(code));

    var why =
        catchThrowableOfType(
            RestException.class, () -> produced(false).to(List.of(refused, refused)));

    assertThat(why.status()).isEqualTo(status);
    assertThat(why.code()).isEqualTo(number);
  }

  @Test
  void plain_codes_are_statuses() {
    var plain =
        new Produced("t", null, false, new Codes(RestConfig.Codes.PLAIN), Produced.SchemaIds.NONE);

    var answer = plain.to(List.of(GOOD, lost(Problem.Code.UNKNOWN_TOPIC)));

    assertThat(new String(answer.body(), UTF_8)).contains("\"error_code\":404");
  }

  @ParameterizedTest
  @CsvSource({"TOO_LARGE, 413", "NOT_AUTHORISED, 403", "TIMED_OUT, 503", "INVALID_MESSAGE, 500"})
  void async_tells_by_its_status_that_a_record_failed(Problem.Code code, int status) {
    assertThat(produced(true).to(List.of(GOOD, lost(code))).status()).isEqualTo(status);
  }

  private static Produced produced(boolean async) {
    var codes = new Codes(RestConfig.Codes.CONFLUENT);
    return new Produced("t", 9, async, codes, new Produced.SchemaIds(null, 17));
  }

  private static Outcome lost(Problem.Code code) {
    return new Outcome.Lost(problem(code));
  }

  private static Problem problem(Problem.Code code) {
    return new Problem(code, "what", "\"why\"", "remedy", 100);
  }
}
