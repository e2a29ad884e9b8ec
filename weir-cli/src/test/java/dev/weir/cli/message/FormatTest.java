package dev.weir.cli.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Stdout;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What formats print, and what they refuse.
final class FormatTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:02:03.456Z");
  private static final Showing SHOWING =
      new Showing(
          Decoders.plain(),
          Decoder.NONE,
          Decoder.NONE,
          null,
          Clock.fixed(NOW.plusSeconds(90), ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          %t                  | rides
          %t{len}             | 5
          %p %o %e %i         | 2 1234567 7 1
          %T                  | 1795255323456
          %d                  | 2026-11-21T10:02:03.456Z
          %d{HH:mm:ss.SSS}    | 10:02:03.456
          %d{yyyy-MM-dd'T'HH} | 2026-11-21T10
          %d{ago}             | 1m ago
          %k=%v %s            | key=välue välue
          %K %V %S            | 3 6 6
          %H %h               | 3 a=1,b=2,a=x y
          %h{ %k:%v}          | " a:1 b:2 a:x y"
          %h{%i/%K/%V%{%%%}}  | 1/1/1{%}2/1/1{%}3/1/3{%}
          %h[a] %h[none]/%h[b] | x y /2
          %% %{%} {}          | % {} {}
          \\x41\\u00e4\\ud83d\\ude00\\\\ | Aä😀\\
          %v{hex} %k{hex}     | 76c3a46c7565 6b6579
          %v{base64}          | dsOkbHVl
          %v{trunc:2}         | vä…
          %v{trunc:5}         | välue
          %v{hex}{trunc:3}    | 76c…
          %h{hex}             | a=31,b=32,a=782079
          %h[a]{hex}          | 782079
          %h{%v{hex}}         | 3132782079
          %t{hex}             | 7269646573
          %o{hex32} %p{hex8}  | 0012d687 02
          %k{unpack[bxBcs$]}  | 107 101y
          %k{unpack[>H<b]}    | 27493121
          %k{unpack[>Ix]}     | (I: too few bytes)
          %k{unpack[c$]}      | k(2 bytes too many)
          """)
  void each_token_prints_its_field(String format, String printed) {
    assertThat(print(format)).isEqualTo(printed);
  }

  @Test
  void numbers_have_as_many_bytes_as_they_are_told() {
    assertThat(print("%V{big32}%V{little16}%V{big8}%R%o{little64}").getBytes(ISO_8859_1))
        .isEqualTo(
            new byte[] {
              0, 0, 0, 6, 6, 0, 6, 0, 0, 0, 6, (byte) 0x87, (byte) 0xd6, 0x12, 0, 0, 0, 0, 0
            });
  }

  @Test
  void what_is_not_there_is_nothing_or_what_was_asked_for() {
    var tombstone = new ConsumerRecord<byte[], byte[]>("rides", 0, 0, null, null);
    var showing =
        new Showing(Decoders.plain(), Decoder.NONE, Decoder.NONE, "NULL", SHOWING.clock());

    assertThat(print("[%k|%v|%d|%h[a]|%K %V|%T]", tombstone, SHOWING)).isEqualTo("[||||-1 -1|-1]");
    assertThat(print("[%k|%v|%d|%h[a]]", tombstone, showing)).isEqualTo("[NULL|NULL|NULL|NULL]");
    assertThat(print("%v{json} %V{hex16} %R", tombstone, SHOWING))
        .isEqualTo("null ffff \u00ff\u00ff\u00ff\u00ff");
  }

  @Test
  void json_stays_json_on_one_line_with_all_its_digits() {
    assertThat(json("{ \"a\" : [1.10, 123456789012345678901234567890],\n \"b c\":\"x \\\" y\" }"))
        .isEqualTo("{\"a\":[1.10,123456789012345678901234567890],\"b c\":\"x \\\" y\"}");
    assertThat(json("12")).isEqualTo("12");
    assertThat(json("1 2")).isEqualTo("\"1 2\"");
    assertThat(json("a\n")).isEqualTo("\"a\\n\"");
    assertThat(json("")).isEqualTo("\"\"");
    assertThat(json("{")).isEqualTo("\"{\"");
    assertThat(json("\u00ff")).isEqualTo("{\"base64\":\"/w==\"}");
  }

  @Test
  void a_number_that_does_not_fit_is_not_cut() {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> print("%o{big16}"))
        .withMessageContaining("1,234,567 does not fit in 16 bits");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          %k %x      | 4 | '%x' is unknown; a per cent sign is written twice
          100%       | 4 | a % stands alone; write it twice
          a\\q       | 2 | '\\q' is none of
          \\xg1      | 1 | 2 hexadecimal digits are wanted
          \\ud83dx   | 1 | half of a character stands alone
          ab\\       | 3 | a backslash stands alone
          %k{hx}     | 4 | {hx} is unknown; did you mean {hex}?
          %k{zzzzzz} | 4 | {zzzzzz} is unknown: bytes take [hex,
          %v{hex}{json} | 9 | there is one before it already
          %o{big33}  | 4 | 'big33' is no shape of a number
          %d{qqqqqqqq} | 4 | 'qqqqqqqq' is no pattern of a time
          %k{hex     | 3 | a { has no }
          %h[a       | 3 | a [ has no ]
          %h{ %k:%o} | 8 | '%o' is unknown: a header has %k %v %K %V %i
          %v{unpack[>iz]} | 13 | 'z' is none of
          """)
  void what_a_format_does_not_know_is_named_with_its_position(
      String format, int position, String why) {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> Format.of(format))
        .withMessageContaining("at position %d, %s".formatted(position, why))
        .matches(failure -> failure.exitCode() == ExitCode.USAGE);
  }

  @Test
  void an_empty_format_is_none() {
    assertThatExceptionOfType(Failure.class).isThrownBy(() -> Format.of(""));
  }

  @Test
  void lengths_are_seen_before_bytes_are_changed() {
    assertThat(Format.of("%V{big32}%v").measures()).isTrue();
    assertThat(Format.of("%p %v").measures()).isFalse();
  }

  private static String json(String value) {
    var bytes = value.equals("\u00ff") ? new byte[] {(byte) 0xff} : value.getBytes(UTF_8);
    return print("%v{json}", new ConsumerRecord<>("t", 0, 0, new byte[0], bytes), SHOWING);
  }

  private static String print(String format) {
    var headers = new RecordHeaders();
    headers.add("a", "1".getBytes(UTF_8));
    headers.add("b", "2".getBytes(UTF_8));
    headers.add("a", "x y".getBytes(UTF_8));
    var message =
        new ConsumerRecord<>(
            "rides",
            2,
            1_234_567,
            NOW.toEpochMilli(),
            TimestampType.CREATE_TIME,
            3,
            6,
            "key".getBytes(UTF_8),
            "välue".getBytes(UTF_8),
            headers,
            Optional.of(7));
    return print(format, message, SHOWING);
  }

  private static String print(
      String format, ConsumerRecord<byte[], byte[]> message, Showing showing) {
    var out = new ByteArrayOutputStream();
    var printer = Format.of(format).printer(new Stdout(out), showing);
    printer.print(message);
    printer.flush();
    var text = out.toString(UTF_8);
    return text.contains("\ufffd") ? out.toString(ISO_8859_1) : text;
  }
}
