package dev.weir.gateway.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Header;
import dev.weir.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The fields of a record that kprf did not have.
@Timeout(30)
final class PushFieldsTest {
  @ParameterizedTest
  @ValueSource(strings = {"+/8=", "+/8", "-_8=", "-_8", "\\u002b/8="})
  void data_may_come_in_either_base64_with_or_without_padding(String base64) {
    var message = record("\"data_base64\":\"%s\"".formatted(base64));

    assertThat(message.value()).isEqualTo(new byte[] {(byte) 0xfb, (byte) 0xff});
  }

  @Test
  void a_key_may_come_in_base64() {
    assertThat(record("\"data\":\"x\",\"key_base64\":\"AA==\"").key()).isEqualTo(new byte[] {0});
    assertThat(record("\"data\":\"x\",\"key_base64\":\"\"").key()).isEmpty();
    assertThat(record("\"data\":\"x\",\"key_base64\":null").key()).isNull();
  }

  @Test
  void a_field_that_is_null_leaves_room_for_its_other_form() {
    assertThat(record("\"data\":\"x\",\"data_base64\":null").value()).isEqualTo(new byte[] {'x'});
    assertThat(record("\"data\":\"x\",\"key\":null,\"key_base64\":\"aw==\"").key())
        .isEqualTo(new byte[] {'k'});
    assertThat(record("\"data\":\"x\",\"key_base64\":null,\"key\":\"k\"").key())
        .isEqualTo(new byte[] {'k'});
  }

  @Test
  void a_record_may_have_a_time() {
    assertThat(record("\"data\":\"x\",\"timestamp\":1700000000123").timestamp())
        .isEqualTo(1_700_000_000_123L);
    assertThat(record("\"data\":\"x\",\"timestamp\":0").timestamp()).isZero();
    assertThat(record("\"data\":\"x\",\"timestamp\":9223372036854775807").timestamp())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(record("\"data\":\"x\",\"timestamp\":null").timestamp()).isEqualTo(Message.NOW);
  }

  @Test
  void headers_are_text_null_or_bytes_in_their_order_and_names_may_come_twice() {
    var headers =
        record(
                """
                "data":"x","headers":[
                  {"key":"a","value":"žluť"},
                  {"key":"a","value":null},
                  {"value":{"base64":"AP8="},"key":"b","other":[1]},
                  {"key":"","value":{"other":{},"base64":""}},
                  {"key":"none"}]\
                """)
            .headers();

    assertThat(headers.stream().map(Header::name)).containsExactly("a", "a", "b", "", "none");
    assertThat(headers.get(0).value()).isEqualTo("žluť".getBytes(UTF_8));
    assertThat(headers.get(1).value()).isNull();
    assertThat(headers.get(2).value()).isEqualTo(new byte[] {0, (byte) 0xff});
    assertThat(headers.get(3).value()).isEmpty();
    assertThat(headers.get(4).value()).isNull();
    assertThat(record("\"data\":\"x\",\"headers\":null").headers()).isEmpty();
    assertThat(record("\"data\":\"x\",\"headers\":[]").headers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"data\":\"x\",\"data_base64\":\"eA==\"      | both `data` and `data_base64`",
        "\"data_base64\":\"eA==\",\"data\":\"x\"      | both `data` and `data_base64`",
        "\"data\":\"x\",\"key\":\"\",\"key_base64\":\"\"  | both `key` and `key_base64`",
        "\"data_base64\":null                         | missing field `data`",
        "\"data_base64\":\"e\"                        | invalid base64",
        "\"data_base64\":\"eA=\"                      | invalid base64",
        "\"data_base64\":\"+_8=\"                     | invalid base64",
        "\"data_base64\":\"e A=\"                     | invalid base64",
        "\"data_base64\":\"žž\"                       | invalid base64",
        "\"data_base64\":1                            | invalid type: integer, expected a string",
        "\"data\":\"x\",\"key_base64\":\"?\"          | invalid base64",
        "\"data_base64\":\"\",\"data_base64\":\"\"    | duplicate field `data_base64`",
        "\"data\":\"x\",\"timestamp\":-1              | a time before 1970",
        "\"data\":\"x\",\"timestamp\":1.5             | invalid type: floating point",
        "\"data\":\"x\",\"timestamp\":\"1\"           | invalid type: string, expected milliseconds",
        "\"data\":\"x\",\"timestamp\":9223372036854775808 | out of range",
        "\"data\":\"x\",\"timestamp\":1,\"timestamp\":1   | duplicate field `timestamp`",
        "\"data\":\"x\",\"headers\":{}                | invalid type: map, expected an array",
        "\"data\":\"x\",\"headers\":[1]               | invalid type: integer, expected an object",
        "\"data\":\"x\",\"headers\":[{}]              | missing field `key`",
        "\"data\":\"x\",\"headers\":[{\"key\":null}]  | invalid type: null, expected a string",
        "\"data\":\"x\",\"headers\":[{\"key\":\"a\",\"key\":\"a\"}] | duplicate field `key`",
        "\"data\":\"x\",\"headers\":[{\"key\":\"\\ud800\"}] | lone surrogate",
        "\"data\":\"x\",\"headers\":[{\"key\":\"a\",\"value\":1}] | invalid type: integer, expected a string, null or",
        "\"data\":\"x\",\"headers\":[{\"key\":\"a\",\"value\":{}}] | missing field `base64`",
        "\"data\":\"x\",\"headers\":[{\"key\":\"a\",\"value\":{\"base64\":null}}] | invalid type: null",
        "\"data\":\"x\",\"headers\":[{\"key\":\"a\",\"value\":null,\"value\":null}] | duplicate field `value`",
        "\"data\":\"x\",\"headers\":[],\"headers\":[] | duplicate field `headers`",
      })
  void a_mistake_is_told_with_its_place(String fields, String told) {
    var decoded = decoded(fields, Message.ANY_PARTITION);

    assertThat(decoded).isInstanceOf(PushCodec.Malformed.class);
    assertThat(((PushCodec.Malformed) decoded).text()).contains(told).contains(" at line 1 column");
  }

  @Test
  void a_partition_that_is_not_named_is_found_as_the_setting_says() {
    for (var data : new String[] {"x", "\\u0078"}) {
      var none = message(decoded("\"data\":\"%s\"".formatted(data), Message.BY_CRC32));
      var isNull =
          message(decoded("\"partition\":null,\"data\":\"%s\"".formatted(data), Message.BY_CRC32));

      assertThat(none.partition()).isEqualTo(Message.BY_CRC32);
      assertThat(isNull.partition()).isEqualTo(Message.BY_CRC32);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -1})
  void a_negative_partition_is_one_that_no_topic_has(int partition) {
    var message = record("\"data\":\"x\",\"partition\":" + partition);

    assertThat(message.partition()).isNegative();
    assertThat(message.namesPartition()).isTrue();
  }

  private static Message record(String fields) {
    return message(decoded(fields, Message.ANY_PARTITION));
  }

  private static Message message(PushCodec.Decoded decoded) {
    assertThat(decoded).isInstanceOf(PushCodec.Push.class);
    return ((PushCodec.Push) decoded).messages().getFirst();
  }

  private static PushCodec.Decoded decoded(String fields, int unchosen) {
    var body = "{\"records\":[{\"topic\":\"t\",%s}]}".formatted(fields);
    return PushCodec.decode(body.getBytes(UTF_8), unchosen);
  }
}
