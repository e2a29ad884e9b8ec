package dev.weir.cli.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Stdout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What formats read: that which they print.
@Timeout(120)
final class FormatReaderTest {
  private static final FormatReader.Given GIVEN = FormatReader.Given.topic("rides");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%t{len}{big16}%t%p{big32}%T{big64}%K{big32}%V{big32}%H{big32}%k%v%h{%K{big32}%V{big32}%k%v}",
        "%t %p %T %K %V %H %k%v%h{%K %V,%k%v}\\n",
        "%R%K{little32}%t{len}{hex16}%t%H{hex8}%p{little16}%T{little64}%v%k%h{%K{big8}%k%V{hex64}%v};",
        "%t\\0%T %p %K{hex32}%k{hex}%V{hex32}%v{base64}%H %h{%K{big32}%k%V{big32}%v{hex}}\\r\\n",
      })
  void any_message_is_read_back_byte_for_byte_by_its_lengths(String format) throws IOException {
    var messages = messages(20261121, 300);

    assertThat(read(format, print(format, messages))).isEqualTo(messages);
  }

  @Test
  void what_is_printed_in_hexadecimal_needs_no_lengths() throws IOException {
    var messages = messages(7, 300).stream().filter(one -> !one.text.contains("null")).toList();
    var format = "%t %p %T %k{hex}:%v{base64};%h{ %k{hex}=%v{hex}}\\n";

    assertThat(read(format, print(format, messages))).isEqualTo(messages);
  }

  @Test
  void lines_are_read_by_the_signs_between() throws IOException {
    var read = read("%k\\t%v\\n", "a\t1\n\t\nb\t2\t3\nlast\tone".getBytes(UTF_8));

    assertThat(read)
        .extracting(one -> one.text)
        .containsExactly(text("a", "1"), text("", ""), text("b", "2\t3"), text("last", "one"));
  }

  @Test
  void a_format_without_an_end_ends_with_the_line() throws IOException {
    assertThat(read("%k:%v", "a:1\nb:2\n".getBytes(UTF_8)))
        .extracting(one -> one.text)
        .containsExactly(text("a", "1"), text("b", "2"));
  }

  @Test
  void one_text_can_stand_for_null() throws IOException {
    var in = new ByteArrayInputStream("-:\n:-\n".getBytes(UTF_8));
    var reader = Format.of("%k:%v\\n").reader(in, GIVEN.with("-"));

    assertThat(Seen.of(reader.next()).text).isEqualTo(text(null, ""));
    assertThat(Seen.of(reader.next()).text).isEqualTo(text("", null));
    assertThat(reader.next()).isNull();
  }

  @Test
  void headers_are_read_in_each_of_their_ways() throws IOException {
    var headers = List.of("a=31", "b=32", "a=7879");

    assertThat(headers("%h %v\\n", "a=1,b=2,a=xy v\n")).isEqualTo(headers);
    assertThat(headers("%h{hex} %v\\n", "a=31,b=32,a=7879 v\n")).isEqualTo(headers);
    assertThat(headers("%h{ %k:%v};%v\\n", " a:1 b:2 a:xy;v\n")).isEqualTo(headers);
    assertThat(headers("%h{%k:%v,};%v\\n", "a:1,b:2,a:xy,;v\n")).isEqualTo(headers);
    assertThat(headers("%h[a] %h[b] %h[a] %h[c] %v\\n", "1 2 xy  v\n")).isEqualTo(headers);
  }

  @Test
  void json_may_stand_on_several_lines() throws IOException {
    var in = "{\n \"a\": \"}\\\"\",\n \"b\": [1,\n2]\n}\n12\n\"x\nnull\n";
    var read = new ArrayList<String>();
    var reader = Format.of("%v{json}\\n").reader(stream(in), GIVEN);

    for (var i = 0; i < 2; i++) read.add(new String(value(reader.next()), UTF_8));
    assertThatExceptionOfType(BadMessage.class).isThrownBy(reader::next);

    assertThat(read).containsExactly("{\n \"a\": \"}\\\"\",\n \"b\": [1,\n2]\n}", "12");
    assertThat(reader.next()).matches(one -> one != null && one.value() == null);
  }

  @Test
  void times_are_read_as_they_are_printed() throws IOException {
    assertThat(read("%d %v\\n", "2026-11-21T10:02:03.456Z v\n".getBytes(UTF_8)).getFirst().time)
        .isEqualTo(1795255323456L);
    assertThat(
            read("%d{yyyyMMddHHmmssXXX} %v\\n", "20261121100203Z v\n".getBytes(UTF_8))
                .getFirst()
                .time)
        .isEqualTo(1795255323000L);
    assertThat(read("%d{yyyy-MM-ddXXX} %v\\n", "2026-11-21Z v\n".getBytes(UTF_8))).hasSize(1);
  }

  @Test
  void what_kafka_assigns_is_read_over() throws IOException {
    assertThat(read("%o %e %i %v\\n", "7 1 9 v\n".getBytes(UTF_8)))
        .extracting(one -> one.text)
        .containsExactly(text(null, "v"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          %k:%v\\n   | b       | it has no ':'
          %p %v\\n   | x 1     | a number is wanted in place of 'x 1'
          %T;%v\\n   | 12,3    | ';' is wanted in place of ',3'
          %d %v\\n   | soon v  | 'soon' is no time
          %v{hex}\\n | abc     | 'abc' is no hex
          %v{base64}\\n | a=b  | 'a=b' is no base64
          %v{json}\\n | a      | 'a' is no JSON
          %v{json}\\n | 1 2    | '\\n' is wanted in place of ' 2'
          %h %v\\n   | a v     | 'a' is no header such as a=1
          %o{hex16} %v\\n | 12z4 v | '12z4' is no hexadecimal number
          """)
  void a_line_that_does_not_fit_is_told_by_its_number_and_passed_over(
      String format, String line, String why) throws IOException {
    var good = print(format, messages(3, 1).stream().map(Seen::plain).toList());
    var in = concat(good, line.getBytes(UTF_8), "\n".getBytes(UTF_8), good);
    var reader = Format.of(format).reader(new ByteArrayInputStream(in), GIVEN);

    assertThat(reader.next()).isNotNull();
    assertThatExceptionOfType(BadMessage.class)
        .isThrownBy(reader::next)
        .withMessage("Line 2 does not fit the format: " + why)
        .matches(bad -> bad.number() == 2 && bad.goesOn())
        .matches(bad -> new String(bad.bytes(), UTF_8).equals(line + "\n"));
    assertThat(reader.next()).isNotNull();
    assertThat(reader.next()).isNull();
  }

  @Test
  void input_that_ends_within_a_message_is_told() throws IOException {
    var format = "%K{big32}%V{big32}%k%v";
    var whole = print(format, messages(5, 2));
    var reader =
        Format.of(format).reader(new ByteArrayInputStream(whole, 0, whole.length - 1), GIVEN);

    assertThat(reader.next()).isNotNull();
    assertThatExceptionOfType(BadMessage.class)
        .isThrownBy(reader::next)
        .withMessageContaining("Message 2 does not fit the format")
        .withMessageContaining("the input ends")
        .matches(bad -> !bad.goesOn());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          %k%v\\n       | 1 | it has no end
          %p%v\\n       | 1 | the number has no end
          %K %V %k%v%h{%k=%v}  | 17 | it has no end
          %d{ago} %v\\n | 1 | {ago} can be printed
          %v{avro}\\n   | 1 | what it shows can be printed
          %v{trunc:9}\\n | 1 | what it shows can be printed
          %V %v{json}   | 4 | the length of {json}
          """)
  void a_format_whose_parts_have_no_end_cannot_read(String format, int position, String why) {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> Format.of(format).reader(InputStream.nullInputStream()))
        .withMessageContaining("at position %d, %s".formatted(position, why))
        .matches(failure -> failure.exitCode() == ExitCode.USAGE);
  }

  @Test
  void what_was_read_is_forgotten() throws IOException {
    var line = "x".repeat(1 << 20) + "\n";
    var lines = 300;
    var reader = Format.of("%v\\n").reader(repeated(line.getBytes(UTF_8), lines), GIVEN);

    var read = 0;
    while (reader.next() != null) read++;

    assertThat(read).isEqualTo(lines);
  }

  @Test
  void nothing_beyond_a_line_is_waited_for() throws IOException {
    var first = new ByteArrayInputStream("a\n".getBytes(UTF_8));
    var in =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException();
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            if (first.available() == 0) throw new IllegalStateException("it would wait here");
            return first.read(bytes, from, length);
          }
        };

    assertThat(Format.of("%v\\n").reader(in, GIVEN).next()).isNotNull();
  }

  private static InputStream repeated(byte[] bytes, int times) {
    return new InputStream() {
      private long position;

      @Override
      public int read() {
        return position < (long) bytes.length * times
            ? bytes[(int) (position++ % bytes.length)]
            : -1;
      }

      @Override
      public int read(byte[] to, int from, int length) {
        if (position >= (long) bytes.length * times) return -1;
        var at = (int) (position % bytes.length);
        var read = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, to, from, read);
        position += read;
        return read;
      }
    };
  }

  private static List<String> headers(String format, String line) throws IOException {
    var message = requireNonNull(Format.of(format).reader(stream(line), GIVEN).next());
    assertThat(new String(value(message), UTF_8)).isEqualTo("v");
    return message.headers().stream()
        .map(one -> one.name() + "=" + HexFormat.of().formatHex(one.value()))
        .toList();
  }

  private static byte[] value(@Nullable Message message) {
    return message == null || message.value() == null ? new byte[0] : message.value();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static byte[] concat(byte[]... all) {
    var bytes = new ByteArrayOutputStream();
    for (var one : all) bytes.writeBytes(one);
    return bytes.toByteArray();
  }

  private static List<Seen> read(String format, byte[] bytes) throws IOException {
    var reader = Format.of(format).reader(new ByteArrayInputStream(bytes), GIVEN);
    var read = new ArrayList<Seen>();
    for (var next = reader.next(); next != null; next = reader.next()) read.add(Seen.of(next));
    return read;
  }

  private static byte[] print(String format, List<Seen> messages) {
    var out = new ByteArrayOutputStream();
    var printer = Format.of(format).printer(new Stdout(out), Showing.plain());
    for (var message : messages) printer.print(message.record());
    printer.flush();
    return out.toByteArray();
  }

  private static String text(@Nullable String key, @Nullable String value) {
    return "%s %s []"
        .formatted(
            Seen.hex(key == null ? null : key.getBytes(UTF_8)),
            Seen.hex(value == null ? null : value.getBytes(UTF_8)));
  }

  /// A message that can be compared.
  private record Seen(String topic, int partition, long time, String text, Message message) {
    static Seen of(@Nullable Message read) {
      var message = requireNonNull(read);
      var headers =
          message.headers().stream().map(one -> one.name() + "=" + hex(one.value())).toList();
      return new Seen(
          message.topic(),
          message.partition(),
          message.timestamp(),
          "%s %s %s".formatted(hex(message.key()), hex(message.value()), headers),
          message);
    }

    static String hex(byte @Nullable [] bytes) {
      return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
    }

    Seen plain() {
      var json = "12".getBytes(UTF_8);
      var header = List.of(new Header("a", json));
      return of(new Message("rides", 1, 1795255323456L, json, json, header));
    }

    ConsumerRecord<byte[], byte[]> record() {
      var headers = new RecordHeaders();
      message.headers().forEach(one -> headers.add(one.name(), one.value()));
      return new ConsumerRecord<>(
          topic,
          partition,
          12,
          time,
          TimestampType.CREATE_TIME,
          0,
          0,
          message.key(),
          message.value(),
          headers,
          Optional.empty());
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Seen seen && toString().equals(seen.toString());
    }

    @Override
    public int hashCode() {
      return toString().hashCode();
    }

    @Override
    public String toString() {
      return "%s %d %d %s".formatted(topic, partition, time, text);
    }
  }

  private static List<Seen> messages(long seed, int count) {
    var random = new Random(seed);
    var messages = new ArrayList<Seen>();
    for (var i = 0; i < count; i++) {
      var headers = new ArrayList<Header>();
      for (var left = random.nextInt(4); left > 0; left--) {
        headers.add(new Header("h" + random.nextInt(3), bytes(random)));
      }
      messages.add(
          Seen.of(
              new Message(
                  "rides" + random.nextInt(10),
                  random.nextInt(300),
                  random.nextLong(1L << 41),
                  bytes(random),
                  bytes(random),
                  headers)));
    }
    return messages;
  }

  private static byte @Nullable [] bytes(Random random) {
    if (random.nextInt(5) == 0) return null;
    var bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }
}
