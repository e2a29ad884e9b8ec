package dev.weir.gateway.rest.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonBytes json = new JsonBytes(0);

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 9, 10, 99, 100, -1, -10, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE})
  void numbers_are_written_as_java_writes_them(long number) {
    assertThat(text(json.number(number))).isEqualTo(Long.toString(number));
  }

  @Property(tries = 300)
  void base64_is_that_of_the_library(@ForAll byte[] data) {
    var quoted = text(new JsonBytes(1).base64(data));

    assertThat(quoted).isEqualTo('"' + Base64.getEncoder().encodeToString(data) + '"');
  }

  @Test
  void large_base64_is_that_of_the_library_too() {
    for (var length = 505; length < 520; length++) {
      var data = new byte[length];
      for (var i = 0; i < length; i++) data[i] = (byte) (i * 31);

      assertThat(text(new JsonBytes(1).base64(data)))
          .isEqualTo('"' + Base64.getEncoder().encodeToString(data) + '"');
    }
  }

  @Property(tries = 300)
  void text_comes_back_as_it_was(@ForAll String any) throws JsonProcessingException {
    var wellFormed = new String(any.getBytes(UTF_8), UTF_8);

    assertThat(MAPPER.readValue(text(new JsonBytes(1).text(wellFormed)), String.class))
        .isEqualTo(wellFormed);
  }

  @Test
  void every_control_character_is_escaped() throws JsonProcessingException {
    for (var c = (char) 0; c < ' '; c++) {
      assertThat(MAPPER.readValue(text(new JsonBytes(1).text("a" + c + "b")), String.class))
          .isEqualTo("a" + c + "b");
    }
  }

  @Test
  void what_was_written_can_be_taken_back() {
    json.raw('[').number(1);
    var mark = json.length();
    json.text("gone").cut(mark);

    assertThat(text(json.raw(']'))).isEqualTo("[1]");
  }

  private static String text(JsonBytes json) {
    return new String(json.toBytes(), UTF_8);
  }
}
