package dev.weir.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  @Test
  @Timeout(20)
  void an_object_may_have_many_fields() {
    var many =
        IntStream.range(0, 60_000)
            .mapToObj("\"k%d\":1"::formatted)
            .collect(Collectors.joining(",", "{\"map\":{", "}}"));

    assertThat(of(many, "map").texts("map")).hasSize(60_000);
  }

  @Test
  void fields_are_read_by_their_kind() {
    var fields =
        of(
            """
            {"text":"a","seven":7,"quoted":"8","yes":true,"null":null,
             "map":{"k":"v","n":1},"numbers":{"0":[1,2]},"list":[{"name":"x"}]}\
            """,
            "text",
            "seven",
            "quoted",
            "yes",
            "null",
            "map",
            "numbers",
            "list");

    assertThat(fields.text("text")).isEqualTo("a");
    assertThat(fields.text("seven")).isEqualTo("7");
    assertThat(fields.number("quoted")).isEqualTo(8);
    assertThat(fields.yes("yes")).isTrue();
    assertThat(fields.texts("map")).isEqualTo(Map.of("k", "v", "n", "1"));
    assertThat(fields.numbers("numbers")).isEqualTo(Map.of(0, List.of(1, 2)));
    assertThat(fields.list("list", "name").getFirst().needed("name")).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"a\":null}"})
  void what_is_left_out_is_nothing(String body) {
    var fields = of(body, "a");

    assertThat(fields.has("a")).isFalse();
    assertThat(fields.text("a")).isNull();
    assertThat(fields.number("a")).isNull();
    assertThat(fields.yes("a")).isFalse();
    assertThat(fields.list("a")).isEmpty();
    assertThat(fields.texts("a")).isEmpty();
    assertThat(fields.numbers("a")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"topicname\":1} | topicname is not known: did you mean topic_name?",
        "{\"xyz\":1}       | xyz is not known: there are topic_name, data",
        "[1]               | The body is no JSON object",
        "7                 | The body is no JSON object",
        "{\"a              | The body is not JSON",
        "{} {}             | The body is not JSON",
        "{\"data\":1,\"data\":2} | The body is not JSON"
      })
  void what_is_no_such_object_is_refused(String body, String message) {
    var refusal = refusal(() -> of(body, "topic_name", "data"));

    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal).hasMessageStartingWith(message);
    assertThat(refusal.getMessage()).doesNotContain("line", "Source", "\n");
  }

  @Test
  void the_path_to_a_wrong_field_is_told() {
    var fields = of("{\"data\":[{\"name\":\"a\"},{\"nam\":\"b\"}]}", "data");

    assertThat(refusal(() -> fields.list("data", "name")))
        .hasMessage("data[1].nam is not known: did you mean name?");
    assertThat(refusal(() -> of("{\"data\":[1]}", "data").list("data")))
        .hasMessage("The data[0] is no JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void an_empty_body_is_said_to_be_empty(String body) {
    var refusal = refusal(() -> of(body));

    assertThat(refusal.code()).isEqualTo(42206);
    assertThat(refusal).hasMessageContaining("empty");
  }

  @Test
  void a_body_that_would_take_much_memory_is_too_large() {
    assertThat(refusal(() -> of(" ".repeat(1 << 20) + "{}")).status()).isEqualTo(413);
  }

  @Test
  void a_body_of_brackets_alone_does_no_harm() {
    assertThat(refusal(() -> of("{\"a\":" + "[".repeat(100_000), "a")).status()).isEqualTo(400);
  }

  private static RestException refusal(ThrowingCallable call) {
    return catchThrowableOfType(RestException.class, call);
  }

  private static Fields of(String body, String... known) {
    return Fields.of(body.getBytes(StandardCharsets.UTF_8), known);
  }
}
