package dev.weir.gateway.push;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Message;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a body of `/push` means, from kprf's contract.
@Timeout(30)
final class PushDecodeTest {
  private static final String GOOD = "{\"records\":[{\"topic\":\"t\",\"data\":\"x\"}]}";

  @Test
  void a_record_is_a_topic_and_data() {
    var push = push(GOOD);

    assertThat(push.waitForSend()).isFalse();
    assertThat(push.messages()).hasSize(1);
    var message = push.messages().getFirst();
    assertThat(message.topic()).isEqualTo("t");
    assertThat(message.value()).isEqualTo(new byte[] {'x'});
    assertThat(message.key()).isNull();
    assertThat(message.partition()).isEqualTo(Message.ANY_PARTITION);
    assertThat(message.timestamp()).isEqualTo(Message.NOW);
    assertThat(message.headers()).isEmpty();
  }

  @Test
  void a_record_may_have_a_key_and_a_partition_and_the_request_may_wait() {
    var push =
        push(
            "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"key\":\"k\",\"partition\":2147483647}],"
                + "\"wait_for_send\":true}");

    assertThat(push.waitForSend()).isTrue();
    assertThat(push.messages().getFirst().key()).isEqualTo(new byte[] {'k'});
    assertThat(push.messages().getFirst().partition()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void null_is_as_good_as_absent_where_a_field_may_be_absent() {
    var push =
        push(
            "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"key\":null,\"partition\":null,\"foo\":1}],"
                + "\"wait_for_send\":null,\"zzz\":1}");

    assertThat(push.waitForSend()).isFalse();
    assertThat(push.messages().getFirst().key()).isNull();
    assertThat(push.messages().getFirst().partition()).isEqualTo(Message.ANY_PARTITION);
  }

  @Test
  void an_empty_key_is_not_a_missing_one() {
    assertThat(record("\"topic\":\"t\",\"data\":\"\",\"key\":\"\"").key()).isEmpty();
    assertThat(record("\"topic\":\"t\",\"data\":\"\"").value()).isEmpty();
  }

  @Test
  void there_may_be_no_records() {
    var push = push("{\"records\":[],\"wait_for_send\":true}");

    assertThat(push.messages()).isEmpty();
    assertThat(push.waitForSend()).isTrue();
  }

  @Test
  void fields_come_in_any_order() {
    var push =
        push(
            "{\"wait_for_send\":true,\"records\":"
                + "[{\"partition\":3,\"key\":\"k\",\"data\":\"x\",\"topic\":\"t\"}]}");

    assertThat(push.waitForSend()).isTrue();
    assertThat(push.messages().getFirst().partition()).isEqualTo(3);
    assertThat(push.messages().getFirst().topic()).isEqualTo("t");
  }

  @Test
  void unknown_fields_are_skipped_whatever_they_hold_and_however_often_they_come() {
    var nested = "{\"records\":[1,{\"topic\":null}],\"data\":{}}";

    var push =
        push(
            "{\"a\":%1$s,\"a\":[],\"records\":[{\"b\":%1$s,\"topic\":\"t\",\"b\":1e99,\"data\":\"x\",\"\":[[]]}],\"c\":%1$s}"
                .formatted(nested));

    assertThat(push.messages()).hasSize(1);
    assertThat(push.messages().getFirst().value()).isEqualTo(new byte[] {'x'});
  }

  @Test
  void a_negative_partition_stays_one_that_no_topic_has() {
    assertThat(record("\"topic\":\"t\",\"data\":\"x\",\"partition\":-1").partition()).isEqualTo(-1);
    assertThat(record("\"topic\":\"t\",\"data\":\"x\",\"partition\":-2147483648").partition())
        .isNegative()
        .isNotEqualTo(Message.ANY_PARTITION);
  }

  @Test
  void the_topic_is_not_judged_here() {
    assertThat(record("\"topic\":\"a\\u0000b c\",\"data\":\"x\"").topic()).isEqualTo("a\0b c");
    assertThat(record("\"topic\":\"\",\"data\":\"x\"").topic()).isEmpty();
  }

  @Test
  void escapes_mean_the_characters_they_stand_for() {
    var message = record("\"topic\":\"t\",\"data\":\"\\u0000\\n\\\"\\/\\ud83d\\ude00\\u00e4\"");

    assertThat(message.value()).isEqualTo("\0\n\"/\uD83D\uDE00ä".getBytes(UTF_8));
  }

  @Test
  void white_space_around_everything_is_nothing() {
    assertThat(push(" \r\n\t" + GOOD.replace(":", " :\n ") + "\n ").messages()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "1",
        "\"x\"",
        "{",
        "{}",
        "{\"wait_for_send\":true}",
        "{\"records\":null}",
        "{\"records\":{}}",
        "{\"records\":\"x\"}",
        "{\"records\":[",
        "{\"records\":[null]}",
        "{\"records\":[[\"data\",\"topic\",null,null]]}",
        "[[[\"data\",\"topic\",null,null]],true]",
        "{\"records\":[{}]}",
        "{\"records\":[{\"topic\":\"t\"}]}",
        "{\"records\":[{\"data\":\"x\"}]}",
        "{\"records\":[{\"topic\":null,\"data\":\"x\"}]}",
        "{\"records\":[{\"topic\":1,\"data\":\"x\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":null}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":1}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":{\"a\":1}}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"key\":1}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"key\":[]}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":\"0\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":0.0}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":1e0}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":true}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":2147483648}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":-2147483649}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":99999999999999999999}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":01}]}",
        "{\"records\":[],\"wait_for_send\":1}",
        "{\"records\":[],\"wait_for_send\":\"true\"}",
        "{\"records\":[],\"records\":[]}",
        "{\"records\":[],\"wait_for_send\":true,\"wait_for_send\":true}",
        "{\"records\":[],\"wait_for_send\":null,\"wait_for_send\":true}",
        "{\"records\":[{\"topic\":\"t\",\"topic\":\"t\",\"data\":\"x\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"data\":\"x\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"key\":null,\"key\":\"k\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":null,\"partition\":1}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\"},]}",
        "{\"records\":[],}",
        "{\"records\":[]}x",
        "{\"records\":[]}{\"records\":[]}",
        "{\"records\":[]}\0",
        "{'records':[]}",
        "{records:[]}",
        "{\"records\":[]/**/}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"a\nb\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"a\0b\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"\\x\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"\\ud800\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"\\udc00\\ud800\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"a\\ud83d b\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"key\":\"\\udfff\"}]}",
      })
  void what_is_no_push_is_malformed_and_the_answer_says_why(String body) {
    var malformed = malformed(body.getBytes(UTF_8));

    assertThat(malformed.text()).isNotBlank().contains("a body looks like {\"records\":[{");
    var answer = PushCodec.malformed(malformed.text());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.contentType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(new String(answer.body(), UTF_8)).startsWith("Request body deserialize error: ");
  }

  @Test
  void the_answer_to_what_is_malformed_names_the_place() {
    assertThat(malformed("{\"wait_for_send\":true}".getBytes(UTF_8)).text())
        .startsWith("missing field `records` at line 1 column 23");
    assertThat(
            malformed("{\"records\":[{\"topic\":\"t\",\"data\":{\"a\":1}}]}".getBytes(UTF_8))
                .text())
        .startsWith("invalid type: map, expected a string at line 1 column ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"records\":[],\"n\":NaN}",
        "{\"records\":[],\"n\":-INF}",
        "{\"records\":[],\"n\":-Infinity}",
        "{\"records\":[],\"n\":+1}",
        "{\"records\":[],\u001E}",
        "{\"records\":[]/**/}",
        "{\"records\":[]#\n}",
      })
  void the_answer_to_what_is_malformed_names_no_setting_of_the_parser(String body) {
    assertThat(malformed(body.getBytes(UTF_8)).text())
        .doesNotContainIgnoringCase("enabl")
        .doesNotContain("Feature")
        .contains(" at line 1 column ");
  }

  /// Bytes that are no UTF-8: cut off, overlong, surrogates, beyond the last character.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0080",
        "\u00FF",
        "\u00C3",
        "\u00C3x",
        "\u00E2\u0082",
        "\u00F0\u009F\u0098",
        "\u00C0\u00AF",
        "\u00C1\u00BF",
        "\u00C0\u0080",
        "\u00E0\u0080\u00AF",
        "\u00E0\u009F\u00BF",
        "\u00F0\u0080\u0080\u00AF",
        "\u00F0\u008F\u00BF\u00BF",
        "\u00ED\u00A0\u0080",
        "\u00ED\u00BF\u00BF",
        "\u00ED\u00A0\u00BD\u00ED\u00B8\u0080",
        "\u00F4\u0090\u0080\u0080",
        "\u00F5\u0080\u0080\u0080",
        "\u00F8\u0088\u0080\u0080\u0080"
      })
  void what_is_not_utf_8_is_never_changed_silently(String bytes) {
    var places =
        new String[] {
          "{\"records\":[{\"topic\":\"t\",\"data\":\"%s\"}]}",
          "{\"records\":[{\"topic\":\"t\",\"data\":\"a%sb\"}]}",
          "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"key\":\"%s\"}]}",
          "{\"records\":[{\"topic\":\"%s\",\"data\":\"x\"}]}",
          "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"%s\":1}]}",
          "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"foo\":\"%s\"}]}",
          "{\"records\":[]}%s"
        };

    for (var place : places) {
      var body = place.formatted(bytes).getBytes(ISO_8859_1);
      assertThat(PushCodec.decode(body, Message.ANY_PARTITION))
          .as(place)
          .isInstanceOf(PushCodec.Malformed.class);
    }
  }

  @Test
  void the_edges_of_utf_8_arrive_as_they_came() {
    var edges = "\u007F\u0080\u07FF\u0800\uD7FF\uE000\uFFFD\uFFFF\uD800\uDC00\uDBFF\uDFFF";

    var message = record("\"topic\":\"t\",\"data\":\"%s\"".formatted(edges));

    assertThat(message.value()).isEqualTo(edges.getBytes(UTF_8));
  }

  @Test
  void a_body_in_another_encoding_is_malformed() {
    for (Charset charset : new Charset[] {UTF_16BE, UTF_16LE, Charset.forName("UTF-32")}) {
      assertThat(PushCodec.decode(GOOD.getBytes(charset), Message.ANY_PARTITION))
          .as(charset.name())
          .isInstanceOf(PushCodec.Malformed.class);
      assertThat(PushCodec.decode(("\uFEFF" + GOOD).getBytes(charset), Message.ANY_PARTITION))
          .as(charset.name())
          .isInstanceOf(PushCodec.Malformed.class);
    }
    assertThat(PushCodec.decode(("\uFEFF" + GOOD).getBytes(UTF_8), Message.ANY_PARTITION))
        .isInstanceOf(PushCodec.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"records\":[{\"b\":", "{\"records\":[{\"topic\":["})
  void deep_nesting_is_refused_at_once(String opening) {
    assertThat(malformed(opening.repeat(100_000).getBytes(UTF_8)).text()).hasSizeLessThan(1_000);
    assertThat(malformed((opening + "[".repeat(100_000)).getBytes(UTF_8)).text())
        .hasSizeLessThan(1_000);
  }

  @Test
  void huge_numbers_and_names_are_refused_at_once() {
    var digits = "9".repeat(1_000_000);

    assertThat(malformed("{\"records\":[],\"n\":%s}".formatted(digits).getBytes(UTF_8)).text())
        .hasSizeLessThan(1_000);
    assertThat(malformed(field("partition", digits)).text()).hasSizeLessThan(1_000);
    assertThat(malformed("{\"%s\":1}".formatted(digits).getBytes(UTF_8)).text())
        .hasSizeLessThan(1_000);
  }

  @Test
  void data_of_many_megabytes_arrives_whole() {
    var data = "ä".repeat(4_000_000);

    assertThat(record("\"topic\":\"t\",\"data\":\"%s\"".formatted(data)).value())
        .hasSize(8_000_000)
        .isEqualTo(data.getBytes(UTF_8));
  }

  private static byte[] field(String name, String value) {
    return "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"%s\":%s}]}"
        .formatted(name, value)
        .getBytes(UTF_8);
  }

  private static Message record(String fields) {
    return push("{\"records\":[{%s}]}".formatted(fields)).messages().getFirst();
  }

  private static PushCodec.Push push(String body) {
    var decoded = PushCodec.decode(body.getBytes(UTF_8), Message.ANY_PARTITION);
    assertThat(decoded).isInstanceOf(PushCodec.Push.class);
    return (PushCodec.Push) decoded;
  }

  private static PushCodec.Malformed malformed(byte[] body) {
    var decoded = PushCodec.decode(body, Message.ANY_PARTITION);
    assertThat(decoded).isInstanceOf(PushCodec.Malformed.class);
    return (PushCodec.Malformed) decoded;
  }
}
