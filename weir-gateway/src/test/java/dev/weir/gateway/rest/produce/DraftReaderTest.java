package dev.weir.gateway.rest.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.Message;
import dev.weir.gateway.rest.schema.SchemaChoice;
import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.RestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DraftReaderTest {
  private static final DraftReader.Absent ABSENT =
      new DraftReader.Absent(Message.ANY_PARTITION, 77);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"JSON\",\"data\":{\"b\": 1.0, \"a\":2}}|{\"b\":1.0,\"a\":2}",
        "{\"data\":[1, 2],\"type\":\"JSON\"}|[1,2]",
        "{\"type\":\"STRING\",\"data\":\"h\\u00e9 \\\"x\\\"\"}|hé \"x\"",
        "{\"type\":\"BINARY\",\"data\":\"eHl6\"}|xyz",
        "{\"type\":\"JSON\",\"data\":0,\"subject\":null,\"schema_id\":null}|0",
      })
  void data_without_a_schema_is_what_its_type_says(String datum, String bytes) {
    var draft = read("{\"key\":" + datum + ",\"value\":" + datum + "}");

    assertThat(requireNonNull(draft.value()).bytes()).asString(UTF_8).isEqualTo(bytes);
    assertThat(requireNonNull(draft.key()).bytes()).asString(UTF_8).isEqualTo(bytes);
    assertThat(draft.hasSchema()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"value\":null,\"key\":null}",
        "{\"value\":{\"type\":\"JSON\",\"data\":null},\"key\":{}}",
        "{\"value\":{\"type\":\"BINARY\"},\"key\":{\"data\":null}}"
      })
  void what_is_missing_or_null_is_nothing(String record) {
    var draft = read(record);

    assertThat(draft.key()).isNull();
    assertThat(draft.value()).isNull();
    assertThat(draft.partition()).isEqualTo(Message.ANY_PARTITION);
    assertThat(draft.timestamp()).isEqualTo(77);
  }

  @Test
  void a_record_may_have_partition_headers_and_timestamp() {
    var draft =
        read(
            """
            {"partition_id":3,"timestamp":"2023-11-14T23:13:20+01:00","headers":[
              {"name":"a","value":"eA=="},{"name":"b","value":null},{"name":"c"},
              {"name":"d","string":"é"}]}\
            """);

    assertThat(draft.partition()).isEqualTo(3);
    assertThat(draft.timestamp()).isEqualTo(1_700_000_000_000L);
    assertThat(draft.headers())
        .extracting(one -> one.value() == null ? null : new String(one.value(), UTF_8))
        .containsExactly("x", null, null, "é");
  }

  @Test
  void a_schema_is_chosen_by_text_id_version_or_subject() {
    assertThat(choice("{\"type\":\"AVRO\",\"schema\":\"x\",\"data\":1}").text()).isEqualTo("x");
    assertThat(choice("{\"schema_id\":7,\"data\":1}").id()).isEqualTo(7);
    assertThat(choice("{\"schema_version\":2,\"subject\":\"s\",\"data\":1}").version())
        .isEqualTo(2);
    assertThat(choice("{\"subject\":\"s\",\"data\":1}").subject()).isEqualTo("s");
    assertThat(choice("{\"data\":1}")).isEqualTo(SchemaChoice.LATEST);
    assertThat(choice("{\"subject_name_strategy\":\"RECORD_NAME\",\"data\":1}").strategy())
        .isEqualTo(SchemaChoice.Strategy.RECORD_NAME);
  }

  @Test
  void a_type_says_what_the_schema_must_be() {
    var draft = read("{\"value\":{\"type\":\"PROTOBUF\",\"schema\":\"x\",\"data\":{\"a\": 1}}}");

    assertThat(requireNonNull(draft.value()).format()).isEqualTo(Format.PROTOBUF);
    assertThat(requireNonNull(draft.value()).bytes()).asString(UTF_8).isEqualTo("{\"a\":1}");
    assertThat(draft.hasSchema()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "1",
        "{\"records\":[{\"value\":{\"type\":\"JSON\",\"data\":1}}]}",
        "{\"id\":\"a\"}",
        "{\"value\":1}",
        "{\"value\":{\"type\":\"XML\",\"data\":1}}",
        "{\"value\":{\"type\":\"STRING\",\"data\":1}}",
        "{\"value\":{\"type\":\"BINARY\",\"data\":\"%\"}}",
        "{\"value\":{\"type\":\"JSON\",\"data\":1,\"schema_id\":1}}",
        "{\"value\":{\"type\":\"JSON\",\"data\":1,\"schema\":\"x\"}}",
        "{\"value\":{\"type\":\"AVRO\",\"data\":1}}",
        "{\"value\":{\"type\":\"AVRO\",\"schema_id\":1,\"data\":1}}",
        "{\"value\":{\"schema\":\"x\",\"data\":1}}",
        "{\"value\":{\"schema_id\":1,\"schema_version\":1,\"data\":1}}",
        "{\"value\":{\"subject\":\"s\",\"subject_name_strategy\":\"TOPIC_NAME\",\"data\":1}}",
        "{\"value\":{\"subject_name_strategy\":\"OTHER\",\"data\":1}}",
        "{\"value\":{\"type\":\"JSON\",\"data\":1,\"more\":1}}",
        "{\"timestamp\":\"soon\"}",
        "{\"timestamp\":\"1969-12-31T23:59:59Z\"}",
        "{\"timestamp\":\"+999999999-12-31T23:59:59Z\"}",
        "{\"timestamp\":1700000000000}",
        "{\"partition_id\":\"0\"}",
        "{\"headers\":[{\"value\":\"eA==\"}]}",
        "{\"headers\":[{\"name\":\"a\",\"value\":\"eA==\",\"string\":\"x\"}]}",
        "{\"headers\":[{\"name\":\"a\",\"string\":1}]}",
        "{} x"
      })
  void what_is_wrong_is_400(String record) {
    var refused = catchThrowableOfType(RestException.class, () -> read(record));

    assertThat(refused).as("the refusal of %s", record).isNotNull();
    assertThat(refused.status()).isEqualTo(400);
  }

  private static SchemaChoice choice(String datum) {
    return requireNonNull(requireNonNull(read("{\"value\":" + datum + "}").value()).choice());
  }

  private static Draft read(String record) {
    return DraftReader.read(record.getBytes(UTF_8), ABSENT);
  }
}
