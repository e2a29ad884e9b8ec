package dev.weir.gateway.net;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.net.Cutter.Cut;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LineCutterTest {
  private static final int MAX = 10;
  private static final String BODY =
      "one\n\ntwo\r\n0123456789\n0123456789a\nthree\n" + "x".repeat(95) + "\n\nfour\nlast";
  private static final List<String> LINES =
      List.of("one", "", "two\r", "0123456789", "!", "three", "!", "", "four", "last");

  @Test
  void lines_are_the_same_however_the_bytes_come() {
    assertThat(cut(BODY, length -> length)).isEqualTo(LINES);
    for (var size = 1; size <= 120; size++) {
      var bytes = size;
      assertThat(cut(BODY, _ -> bytes)).as("%d bytes at a time", size).isEqualTo(LINES);
    }
    for (var seed = 0; seed < 1_000; seed++) {
      var random = new Random(seed);
      assertThat(cut(BODY, _ -> random.nextInt(30))).as("seed %d", seed).isEqualTo(LINES);
    }
  }

  @Test
  void a_line_that_is_too_long_is_told_before_its_end_and_not_kept() {
    var cutter = new LineCutter(MAX);

    cutter.feed(bytes("0123456789a"));

    assertThat(cutter.next()).isInstanceOf(Cut.Oversized.class);
    assertThat(cutter.next()).isNull();
    cutter.feed(bytes("x".repeat(1_000)));
    assertThat(cutter.next()).isNull();
    assertThat(cutter.keep()).isZero();
    assertThat(cutter.last()).isNull();
  }

  @Test
  void what_is_kept_is_near_to_what_waits() {
    var cutter = new LineCutter(1 << 20);

    cutter.feed(bytes("a\n".repeat(10_000) + "half"));
    for (var cut = cutter.next(); cut != null; ) cut = cutter.next();

    assertThat(cutter.keep()).isEqualTo(4);
  }

  @Test
  void a_byte_at_a_time_costs_linear_time() {
    var cutter = new LineCutter(4 << 20);

    for (var i = 0; i < 2 << 20; i++) {
      cutter.feed(new byte[] {'x'});
      assertThat(cutter.next()).isNull();
      cutter.keep();
    }

    assertThat(((Cut.Line) requireNonNull(cutter.last())).bytes()).hasSize(2 << 20);
  }

  private static List<String> cut(String body, IntUnaryOperator next) {
    var cutter = new LineCutter(MAX);
    var lines = new ArrayList<String>();
    var bytes = bytes(body);
    for (var from = 0; from < bytes.length; ) {
      var to = Math.min(bytes.length, from + next.applyAsInt(bytes.length));
      cutter.feed(Arrays.copyOfRange(bytes, from, to));
      for (var cut = cutter.next(); cut != null; cut = cutter.next()) lines.add(shown(cut));
      cutter.keep();
      from = to;
    }
    var last = cutter.last();
    if (last != null) lines.add(shown(last));
    return lines;
  }

  private static String shown(Cut cut) {
    return switch (cut) {
      case Cut.Line(var line) -> new String(line, StandardCharsets.UTF_8);
      case Cut.Oversized _ -> "!";
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
