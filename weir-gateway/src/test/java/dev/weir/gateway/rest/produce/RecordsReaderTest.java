package dev.weir.gateway.rest.produce;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.Message;
import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.RestException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1}|{\"a\":1}",
        "{ \"b\" : 1.50e+03,\t\"a\":[ 1 , \"x y\" ] }|{\"b\":1.50e+03,\"a\":[1,\"x y\"]}",
        "{\"a\\\" b\" : \"c \\\\\" , \"d\":\" \"}|{\"a\\\" b\":\"c \\\\\",\"d\":\" \"}",
        "123456789012345678901234567890.10|123456789012345678901234567890.10",
        "true|true",
        "-0|-0",
        "\"hé 😀\"|\"hé 😀\"",
        "\"\\ud83d\"|\"\\ud83d\"",
        "{}|{}",
        "[]|[]",
        "{\"a\":1,\"a\":2}|{\"a\":1,\"a\":2}",
      })
  void json_is_kept_as_it_is_spelt_but_for_white_space(String sent, String kept) {
    var message =
        one(Format.JSON, "{\"records\":[{\"value\": " + sent + " ,\"key\":" + sent + "}]}");

    assertThat(message.value()).asString(UTF_8).isEqualTo(kept);
    assertThat(message.key()).asString(UTF_8).isEqualTo(kept);
  }

  @Test
  void a_value_over_several_lines_is_kept_as_one() {
    var message = one(Format.JSON, "{\"records\":[{\"value\":{\n  \"a\":\r\n[1,\n2]\n}}]}");

    assertThat(message.value()).asString(UTF_8).isEqualTo("{\"a\":[1,2]}");
  }

  @Test
  void null_and_nothing_are_no_bytes() {
    var messages = read(Format.JSON, "{\"records\":[{\"value\":null,\"key\":null},{}]}");

    assertThat(messages)
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.value()).isNull())
        .allSatisfy(one -> assertThat(one.key()).isNull());
  }

  @Test
  void binary_is_base64() {
    var message =
        one(Format.BINARY, "{\"records\":[{\"key\":\"\",\"value\":\"\\/\\u002b8AAQ==\"}]}");

    assertThat(message.key()).isEmpty();
    assertThat(message.value()).containsExactly(-1, -17, 0, 1);
  }

  @Test
  void text_is_utf_8_without_quotes() {
    var message =
        one(
            Format.TEXT,
            "{\"records\":[{\"key\":\"é\",\"value\":\"a\\n\\u20ac\\ud83d\\ude00ü\"}]}");

    assertThat(message.key()).asString(UTF_8).isEqualTo("é");
    assertThat(message.value()).asString(UTF_8).isEqualTo("a\n€😀ü");
  }

  @Test
  void a_record_may_have_partition_timestamp_and_headers() {
    var message =
        one(
            Format.JSON,
            """
            {"records":[{"partition":3,"timestamp":1700000000000,"value":1,
              "headers":[{"key":"a","value":"eA=="},{"key":"b","value":null},{"key":"c"}]}]}\
            """);

    assertThat(message.partition()).isEqualTo(3);
    assertThat(message.timestamp()).isEqualTo(1_700_000_000_000L);
    assertThat(message.headers())
        .extracting(header -> header.name())
        .containsExactly("a", "b", "c");
    assertThat(message.headers().get(0).value()).asString(UTF_8).isEqualTo("x");
    assertThat(message.headers().get(1).value()).isNull();
    assertThat(message.headers().get(2).value()).isNull();
  }

  @Test
  void what_is_null_is_as_if_it_were_not_there() {
    var message =
        one(
            Format.JSON,
            """
            {"key_schema":null,"key_schema_id":null,"value_schema":null,"value_schema_id":null,
             "records":[{"partition":null,"timestamp":null,"headers":null,"value":1}]}\
            """);

    assertThat(message.partition()).isEqualTo(Message.ANY_PARTITION);
    assertThat(message.timestamp()).isEqualTo(Message.NOW);
    assertThat(message.headers()).isEmpty();
  }

  @Test
  void names_may_be_escaped() {
    var message = one(Format.JSON, "{\"rec\\u006frds\":[{\"v\\u0061lue\":7}]}");

    assertThat(message.value()).asString(UTF_8).isEqualTo("7");
  }

  @Test
  void schemas_are_named_by_text_or_by_id() {
    var batch =
        RecordsReader.read(
            "{\"records\":[{\"value\":{\"a\": 1}}],\"value_schema\":\"{}\",\"key_schema_id\":4}"
                .getBytes(UTF_8),
            common(Format.AVRO, null));

    assertThat(batch.value()).isNotNull().satisfies(one -> assertThat(one.text()).isEqualTo("{}"));
    assertThat(batch.key()).isNotNull().satisfies(one -> assertThat(one.id()).isEqualTo(4));
    assertThat(batch.messages().getFirst().value()).asString(UTF_8).isEqualTo("{\"a\":1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{}",
        "{\"records\":null}",
        "{\"records\":[]}",
        "{\"records\":[{\"value\":1}],\"more\":1}",
        "{\"records\":[{\"value\":1,\"topic\":\"t\"}]}",
        "{\"records\":[{\"value\":1,\"partition\":-1}]}",
        "{\"records\":[{\"value\":1,\"partition\":99999999999}]}",
        "{\"records\":[{\"value\":1,\"timestamp\":-1}]}",
        "{\"records\":[{\"value\":1,\"timestamp\":1000000000000000000000}]}",
        "{\"records\":[{\"value\":1,\"headers\":[{\"value\":\"eA==\"}]}]}",
        "{\"records\":[{\"value\":1,\"headers\":[{\"name\":\"a\"}]}]}",
        "{\"records\":[{\"value\":1}],\"key_schema\":\"x\",\"key_schema_id\":1}",
      })
  void what_is_missing_or_unknown_is_422(String body) {
    assertThat(refused(Format.JSON, body)).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "1",
        "\"x\"",
        "null",
        "{",
        "{\"records\":{}}",
        "{\"records\":\"x\"}",
        "{\"records\":[1]}",
        "{\"records\":[null]}",
        "{\"records\":[[]]}",
        "{\"records\":[{\"value\":1}]",
        "{\"records\":[{\"value\":1}]}}",
        "{\"records\":[{\"value\":1}]} x",
        "{\"records\":[{\"value\":1},]}",
        "{\"records\":[{\"value\":1,}]}",
        "{\"records\":[{\"value\":}]}",
        "{\"records\":[{\"value\":01}]}",
        "{\"records\":[{\"value\":+1}]}",
        "{\"records\":[{\"value\":1.}]}",
        "{\"records\":[{\"value\":1e}]}",
        "{\"records\":[{\"value\":NaN}]}",
        "{\"records\":[{\"value\":nul}]}",
        "{\"records\":[{\"value\":nullx}]}",
        "{\"records\":[{\"value\":'x'}]}",
        "{\"records\":[{\"value\":\"x\ny\"}]}",
        "{\"records\":[{\"value\":\"\\x\"}]}",
        "{\"records\":[{\"value\":\"\\u12g4\"}]}",
        "{\"records\":[{\"value\":\"x}]}",
        "{\"records\":[{\"value\":{\"a\" 1}}]}",
        "{\"records\":[{\"value\":{a:1}}]}",
        "{\"records\":[{\"value\":1,\"value\":2}]}",
        "{\"records\":[{\"value\":1}],\"records\":[{\"value\":1}]}",
        "{\"records\":[{\"value\":1,\"partition\":\"0\"}]}",
        "{\"records\":[{\"value\":1,\"partition\":1.5}]}",
        "{\"records\":[{\"value\":1,\"timestamp\":\"now\"}]}",
        "{\"records\":[{\"value\":1,\"headers\":{}}]}",
        "{\"records\":[{\"value\":1,\"headers\":[1]}]}",
        "{\"records\":[{\"value\":1,\"headers\":[{\"key\":1}]}]}",
        "{\"records\":[{\"value\":1,\"headers\":[{\"key\":\"a\",\"value\":\"%\"}]}]}",
        "{\"records\":[{\"value\":1}],\"key_schema\":{}}",
        "{\"records\":[{\"value\":1}],\"key_schema_id\":\"1\"}",
      })
  void what_is_malformed_or_of_another_type_is_400(String body) {
    assertThat(refused(Format.JSON, body)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "{}", "true", "\"%\"", "\"a\"", "\"-_-_\""})
  void what_is_not_base64_is_400(String value) {
    assertThat(refused(Format.BINARY, "{\"records\":[{\"value\":" + value + "}]}")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "{\"a\":1}", "true", "[]"})
  void what_is_not_text_is_422(String value) {
    assertThat(refused(Format.TEXT, "{\"records\":[{\"value\":" + value + "}]}")).isEqualTo(422);
  }

  @Test
  void half_a_character_is_no_text() {
    assertThat(refused(Format.TEXT, "{\"records\":[{\"value\":\"\\ud83d\"}]}")).isEqualTo(400);
  }

  @Test
  void a_body_that_is_not_utf_8_is_400() {
    var body = "{\"records\":[{\"value\":\"é\"}]}".getBytes(ISO_8859_1);

    var refused =
        catchThrowableOfType(
            RestException.class, () -> RecordsReader.read(body, common(Format.JSON, null)));

    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void json_is_nested_only_so_deep() {
    var deep = "[".repeat(10_000) + "]".repeat(10_000);

    assertThat(refused(Format.JSON, "{\"records\":[{\"value\":" + deep + "}]}")).isEqualTo(400);
  }

  @Test
  void the_paths_partition_is_that_of_all_records() {
    var body = "{\"records\":[{\"value\":1},{\"value\":2,\"partition\":null}]}".getBytes(UTF_8);

    var batch = RecordsReader.read(body, common(Format.JSON, 5));

    assertThat(batch.messages()).extracting(Message::partition).containsExactly(5, 5);
  }

  @Test
  void a_partition_in_path_and_record_is_422() {
    var body = "{\"records\":[{\"value\":1,\"partition\":5}]}".getBytes(UTF_8);

    var refused =
        catchThrowableOfType(
            RestException.class, () -> RecordsReader.read(body, common(Format.JSON, 5)));

    assertThat(refused.status()).isEqualTo(422);
  }

  private static int refused(Format format, String body) {
    var refused = catchThrowableOfType(RestException.class, () -> read(format, body));
    assertThat(refused).as("the refusal of %s", body).isNotNull();
    assertThat(refused.code()).isEqualTo(refused.status());
    return refused.status();
  }

  private static Message one(Format format, String body) {
    var messages = read(format, body);
    assertThat(messages).hasSize(1);
    return messages.getFirst();
  }

  private static List<Message> read(Format format, String body) {
    return RecordsReader.read(body.getBytes(UTF_8), common(format, null)).messages();
  }

  @Test
  void more_records_than_there_is_ever_room_for_are_refused() {
    var many = "{\"records\":[%s]}".formatted(String.join(",", Collections.nCopies(10_001, "{}")));

    var refusal =
        catchThrowableOfType(
            RestException.class,
            () -> RecordsReader.read(many.getBytes(UTF_8), common(Format.JSON, null)));

    assertThat(refusal.status()).isEqualTo(413);
    assertThat(refusal).hasMessageContaining("limits.in-flight");
  }

  private static RecordsReader.Common common(Format format, @Nullable Integer partition) {
    return new RecordsReader.Common("t", format, partition, Message.ANY_PARTITION, 10_000);
  }
}
