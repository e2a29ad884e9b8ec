package dev.weir.gateway.topics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class LineCodecTest {
  private static final LineCodec CODEC = new LineCodec("t", Message.BY_CRC32);

  @Test
  void what_is_absent_or_null_is_not_chosen() {
    for (var line :
        new String[] {
          "{}",
          "{\"key\":null,\"value\":null,\"partition\":null,\"timestamp\":null,\"headers\":null}"
        }) {
      var message = good(line);

      assertThat(message.topic()).isEqualTo("t");
      assertThat(message.partition()).isEqualTo(Message.BY_CRC32);
      assertThat(message.timestamp()).isEqualTo(Message.NOW);
      assertThat(message.key()).isNull();
      assertThat(message.value()).isNull();
      assertThat(message.headers()).isEmpty();
    }
  }

  @Test
  void empty_and_absent_are_told_apart() {
    var message = good("{\"key\":\"\",\"value\":{\"base64\":\"\"}}");

    assertThat(message.key()).isEmpty();
    assertThat(message.value()).isEmpty();
  }

  @Test
  void nothing_but_white_space_is_no_line() {
    assertThat(CODEC.read(bytes(" \t\r"))).isNull();
    assertThat(CODEC.read(bytes(""))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          []                                      | an object should stand
          1                                       | an object should stand
          {"value":"x"                            | no JSON
          {"value":"x"} {}                        | something follows
          {"value":"x","value":"y"}               | Duplicate
          {"value":true}                          | a string should stand
          {"value":{"base64":"?"}}                | not {"base64"
          {"value":{"base64":"","x":1}}           | not {"base64"
          {"value":{}}                            | not {"base64"
          {"value":"\\ud800"}                     | half of a character
          {"partition":-1}                        | is not from 0
          {"partition":2147483648}                | is not from 0
          {"partition":"1"}                       | a number should stand
          {"timestamp":1.5}                       | a number should stand
          {"timestamp":99999999999999999999}      | no JSON
          {"headers":{}}                          | a list of headers should stand
          {"headers":[{"value":"x"}]}             | a header has no key
          {"headers":[1]}                         | a header, an object
          {"topic":"u"}                           | not that of the path
          """)
  void what_is_no_message_is_told_with_its_reason(String line, String why) {
    var problem = bad(bytes(line));

    assertThat(problem.code()).isEqualTo(Problem.Code.INVALID_MESSAGE);
    assertThat(problem.why()).contains(why).doesNotContain("\n").doesNotContain("StreamRead");
  }

  @Test
  void bytes_that_are_no_utf_8_are_refused() {
    var overlong =
        new byte[] {'{', '"', 'v', 'a', 'l', 'u', 'e', '"', ':', '"', -64, -81, '"', '}'};

    assertThat(bad(overlong).why()).contains("not UTF-8");
  }

  @Test
  void any_bytes_give_a_message_or_a_reason() {
    var random = new Random(11);
    var whole =
        bytes("{\"key\":{\"base64\":\"AP8=\"},\"headers\":[{\"key\":\"h\",\"value\":\"é\"}]}");
    for (var i = 0; i < 20_000; i++) {
      var line = whole.clone();
      for (var j = random.nextInt(4); j >= 0; j--) {
        line[random.nextInt(line.length)] = (byte) random.nextInt(-128, 128);
      }

      assertThat(CODEC.read(line)).isNotNull();
    }
  }

  @Test
  void answers_are_one_line_of_json_each() {
    var problem =
        new Problem(Problem.Code.RATE_LIMITED, "It \"failed\"", "a\nreason", "Come again", 250);

    assertThat(text(LineAnswer.encode(1, new Outcome.Delivered(0, 17))))
        .isEqualTo("{\"line\":1,\"partition\":0,\"offset\":17}\n");
    assertThat(text(LineAnswer.encode(2, Outcome.STORED)))
        .isEqualTo("{\"line\":2,\"acks\":\"journal\"}\n");
    assertThat(text(LineAnswer.encode(3, Outcome.ACCEPTED)))
        .isEqualTo("{\"line\":3,\"acks\":\"memory\"}\n");
    assertThat(text(LineAnswer.encode(4, problem)))
        .isEqualTo(
            "{\"line\":4,\"error\":{\"code\":\"rate_limited\",\"what\":\"It \\\"failed\\\"\",\"why\":\"a\\nreason\",\"remedy\":\"Come again\",\"retriable\":true,\"retry_after_ms\":250}}\n");
  }

  private static Message good(String line) {
    return ((LineCodec.Read.Good) requireNonNull(CODEC.read(bytes(line)))).message();
  }

  private static Problem bad(byte[] line) {
    return ((LineCodec.Read.Bad) requireNonNull(CODEC.read(line))).problem();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
