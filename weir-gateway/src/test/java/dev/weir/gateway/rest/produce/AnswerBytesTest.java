package dev.weir.gateway.rest.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// JSON that is written by hand.
class AnswerBytesTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "9, 9", "10, 10", "9223372036854775807, 9223372036854775807"})
  void numbers_are_written_in_full(long number, String text) {
    assertThat(new String(new AnswerBytes(1).add(number).bytes(), UTF_8)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"61, a", "22, \\\"", "1F600, \uD83D\uDE00", "D800, ?"})
  void all_texts_can_be_written(String point, String written) {
    var text = "a" + Character.toString(Integer.parseInt(point, 16)) + "b";

    var bytes = new AnswerBytes(1).add(text).bytes();

    assertThat(new String(bytes, UTF_8)).isEqualTo("\"a" + written + "b\"");
  }
}
