package dev.weir.gateway.rest.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.ConsumersConfig.BadRecord;
import dev.weir.gateway.rest.schema.Schema;
import dev.weir.gateway.rest.schema.SchemaChoice;
import dev.weir.gateway.rest.schema.Schemas;
import dev.weir.gateway.web.Format;
import dev.weir.gateway.web.RestException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
  private static final byte @Nullable [] NONE = null;

  /// Knows the schema 1, whose values are text.
  private static final Schemas SCHEMAS =
      new Schemas() {
        @Override
        public Schema schema(
            @Nullable Format format, Side side, String topic, SchemaChoice choice) {
          throw new AssertionError("nobody asks this here");
        }

        @Override
        public byte[] decode(Format format, byte[] framed) {
          if (framed.length < 5 || framed[0] != 0) {
            throw new RestException(422, 42203, "it is not framed");
          }
          if (framed[4] != 1) throw new RestException(408, 40801, "the registry is silent");
          return ("\"" + new String(framed, 5, framed.length - 5, UTF_8) + "\"").getBytes(UTF_8);
        }
      };

  @Test
  void values_with_schemas_are_decoded_and_keys_without_are_base64() {
    var records = List.of(record("key", framed(1, "value")), record(framed(1, "k"), null));

    var json = json(records, Format.AVRO, BadRecord.FAIL);

    assertThat(json)
        .contains("\"key\":\"a2V5\",\"value\":\"value\"")
        .contains("\"key\":\"k\",\"value\":null");
  }

  @Test
  void a_registry_that_fails_is_no_fault_of_the_record() {
    var records = List.of(record(NONE, framed(2, "value")));

    assertThatThrownBy(() -> json(records, Format.AVRO, BadRecord.SKIP))
        .isInstanceOfSatisfying(RestException.class, e -> assertThat(e.code()).isEqualTo(40801));
  }

  @Test
  void a_value_without_a_schema_is_bad_where_values_have_schemas() {
    var records = List.of(record(NONE, "value".getBytes(UTF_8)));

    assertThat(json(records, Format.AVRO, BadRecord.SKIP)).isEqualTo("[]");
    assertThat(json(records, Format.AVRO, BadRecord.BINARY))
        .contains("\"value\":\"dmFsdWU=\"")
        .contains("\"error\":\"The record in topic t, partition 0, offset 7 is not avro: it is");
    assertThatThrownBy(() -> json(records, Format.AVRO, BadRecord.FAIL))
        .hasMessageContaining("The value of the record in topic t, partition 0, offset 7");
  }

  @Test
  void a_key_can_be_bad_too() {
    var records = List.of(record("not json", "1".getBytes(UTF_8)), record("2", null));

    assertThat(json(records, Format.JSON, BadRecord.SKIP))
        .startsWith("[{\"topic\":\"t\",\"key\":2,");
    assertThat(json(records, Format.JSON, BadRecord.BINARY))
        .contains("\"key\":\"bm90IGpzb24=\",\"value\":1,");
    assertThatThrownBy(() -> json(records, Format.JSON, BadRecord.FAIL))
        .hasMessageContaining("The key of the record");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1 2", "{", "{\"a\":}", "nul", "'a'", "[1,]", "\"\t\"", "NaN"})
  void what_is_not_one_json_value_is_bad(String value) {
    var records = List.of(record(NONE, value.getBytes(UTF_8)));

    assertThat(json(records, Format.JSON, BadRecord.SKIP)).isEqualTo("[]");
  }

  @Test
  void json_is_utf_8_and_nothing_else() {
    var latin = record(NONE, new byte[] {'"', (byte) 0xe4, '"'});
    var wide = record(NONE, new byte[] {0, '1'});
    var marked = record(NONE, new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, '1'});

    assertThat(json(List.of(latin, wide, marked), Format.JSON, BadRecord.SKIP)).isEqualTo("[]");
  }

  @Test
  void nothing_to_write_is_an_empty_list() {
    assertThat(json(List.of(), Format.BINARY, BadRecord.FAIL)).isEqualTo("[]");
  }

  private static String json(
      List<ConsumerRecord<byte[], byte[]>> records, Format format, BadRecord bad) {
    return new String(Records.json(records, format, bad, SCHEMAS), UTF_8);
  }

  private static ConsumerRecord<byte[], byte[]> record(String key, byte @Nullable [] value) {
    return record(key.getBytes(UTF_8), value);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      byte @Nullable [] key, byte @Nullable [] value) {
    return new ConsumerRecord<>("t", 0, 7, key, value);
  }

  private static byte[] framed(int id, String value) {
    var text = value.getBytes(UTF_8);
    var framed = new byte[5 + text.length];
    framed[4] = (byte) id;
    System.arraycopy(text, 0, framed, 5, text.length);
    return framed;
  }
}
