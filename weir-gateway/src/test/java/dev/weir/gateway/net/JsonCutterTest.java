package dev.weir.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.net.Cutter.Cut;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCutterTest {
  private static final String OVERSIZED = "!";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1_000})
  void objects_are_cut_however_they_come(int bytesAtOnce) {
    var body = "{\"a\":1}{\"b\":{\"c\":[1,{}]}}\n \r\n{\"d\":\"}{\\\"[\"}\t{}";

    assertThat(cut(body, bytesAtOnce, 100))
        .containsExactly("{\"a\":1}", "{\"b\":{\"c\":[1,{}]}}", "{\"d\":\"}{\\\"[\"}", "{}");
  }

  @Test
  void what_is_no_object_ends_at_white_space_or_where_one_begins() {
    assertThat(cut("abc {\"a\":1},{\"b\":2} \"x y\" 12{}[1,{}]}", 100, 100))
        .containsExactly(
            "abc", "{\"a\":1}", ",", "{\"b\":2}", "\"x y\"", "12", "{}", "[1,{}]", "}");
  }

  @Test
  void the_last_one_may_be_cut_short() {
    assertThat(cut("{\"a\":1}{\"b\":", 3, 100)).containsExactly("{\"a\":1}", "{\"b\":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\r\t "})
  void nothing_is_no_object(String body) {
    assertThat(cut(body, 1, 100)).isEmpty();
  }

  @Test
  void behind_one_that_is_too_long_nothing_more_is_cut() {
    assertThat(cut("{}{\"a\":\"xxxxxxxxxx\"}{}", 4, 10)).containsExactly("{}", OVERSIZED);
    assertThat(cut("{}{\"a\":\"xxxxxxxxxx\"}{}", 100, 10)).containsExactly("{}", OVERSIZED);
  }

  @Test
  void it_keeps_no_more_than_what_waits() {
    var cutter = new JsonCutter(1_000);
    cutter.feed(("{}".repeat(400) + "{").getBytes(StandardCharsets.UTF_8));
    while (cutter.next() != null) {}

    assertThat(cutter.keep()).isEqualTo(1);
    cutter.feed("}".getBytes(StandardCharsets.UTF_8));
    assertThat(text(cutter.next())).isEqualTo("{}");
    assertThat(cutter.keep()).isZero();
  }

  private static List<String> cut(String body, int bytesAtOnce, int bytesMax) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var cutter = new JsonCutter(bytesMax);
    var cuts = new ArrayList<String>();
    for (var from = 0; from < bytes.length; from += bytesAtOnce) {
      var to = Math.min(from + bytesAtOnce, bytes.length);
      cutter.feed(Arrays.copyOfRange(bytes, from, to));
      for (var cut = cutter.next(); cut != null; cut = cutter.next()) cuts.add(text(cut));
      cutter.keep();
    }
    var last = cutter.last();
    if (last != null) cuts.add(text(last));
    return cuts;
  }

  private static String text(@Nullable Cut cut) {
    return switch (cut) {
      case null -> "nothing";
      case Cut.Line(var bytes) -> new String(bytes, StandardCharsets.UTF_8);
      case Cut.Oversized _ -> OVERSIZED;
    };
  }
}
