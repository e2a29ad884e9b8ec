package dev.weir.gateway.push;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scanner beside the reader: what it takes, the reader takes too and reads the same.
/// `-Dweir.seed=…` repeats a run.
@Timeout(60)
final class PushScannerTest {
  private static final long SEED = Long.getLong("weir.seed", System.nanoTime());
  private static final int ROUNDS = 5_000;
  private static final int UNCHOSEN = Message.BY_CRC32;

  /// What breaks things where it stands: JSON's own characters, the borders of what is plain.
  private static final String PIECES = "{}[]\",:\\ \t\n\u0000\u001f \u007f\u0080\u00ff019-.eE";

  private final Random random = new Random(SEED);

  @Test
  void plain_bodies_are_read_as_the_reader_reads_them() {
    for (var round = 0; round < ROUNDS; round++) {
      var body = body(this::plainText).getBytes(UTF_8);

      var push = PushScanner.read(body, UNCHOSEN);

      assertThat(push).as("seed %d: %s", SEED, new String(body, UTF_8)).isNotNull();
      assertThat(push).usingRecursiveComparison().isEqualTo(PushReader.read(body, UNCHOSEN));
    }
  }

  @Test
  void broken_bodies_are_left_to_the_reader_or_read_as_it_reads_them() {
    for (var round = 0; round < 10 * ROUNDS; round++) {
      var body = broken(body(this::anyText)).getBytes(random.nextBoolean() ? UTF_8 : ISO_8859_1);

      var push = PushScanner.read(body, UNCHOSEN);

      if (push == null) continue;
      assertThat(push)
          .as("seed %d: %s", SEED, Arrays.toString(body))
          .usingRecursiveComparison()
          .isEqualTo(PushReader.read(body, UNCHOSEN));
    }
  }

  @Test
  void a_text_ends_at_the_first_byte_that_is_not_plain_wherever_it_stands() {
    var bytes = new byte[24];
    for (var from = 0; from < bytes.length; from++) {
      for (var end = from; end < bytes.length; end++) {
        for (var b = Byte.MIN_VALUE; b < Byte.MAX_VALUE; b++) {
          Arrays.fill(bytes, (byte) 'x');
          bytes[end] = b;

          var plain = b >= ' ' && b != '"' && b != '\\';
          assertThat(PlainText.end(bytes, from)).isEqualTo(plain ? bytes.length : end);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"records\":[]",
        "{\"records\":[]}}",
        "{\"records\":[],}",
        "{\"records\":[,]}",
        "{\"records\":null}",
        "{\"records\"\"wait_for_send\":true}",
        "{\"records\":[],\"records\":[]}",
        "{\"records\":[],\"other\":1}",
        "{\"records\":[],\"wait_for_send\":truefalse}",
        "{\"records\":[{\"topic\":\"t\"}]}",
        "{\"records\":[{\"data\":\"x\"}]}",
        "{\"records\":[{\"topic\":null,\"data\":\"x\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"\t\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\t\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"\\n\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"ä\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"key\":null,\"key\":\"k\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":-1}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":01}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":1.0}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"partition\":2147483648}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"data_base64\":\"eA==\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"key\":\"k\",\"key_base64\":\"aw==\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data_base64\":\"eA=\"}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"timestamp\":-1}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"timestamp\":1000000000000000000}]}",
        "{\"records\":[{\"topic\":\"t\",\"data\":\"x\",\"headers\":[]}]}",
      })
  void what_is_not_plain_is_left_to_the_reader(String body) {
    assertThat(PushScanner.read(body.getBytes(UTF_8), UNCHOSEN)).isNull();
  }

  private interface Texts {
    String next();
  }

  private String body(Texts texts) {
    var records =
        Stream.generate(() -> record(texts))
            .limit(random.nextInt(4))
            .collect(Collectors.joining(comma(), "[" + space(), space() + "]"));
    var fields = new ArrayList<>(List.of(field("records", records)));
    if (random.nextBoolean()) {
      fields.add(field("wait_for_send", oneOf("true", "false", "null")));
    }
    return space() + object(fields) + space();
  }

  private String record(Texts texts) {
    var fields = new ArrayList<String>();
    fields.add(field("topic", texts.next()));
    fields.add(
        random.nextInt(4) > 0 ? field("data", texts.next()) : field("data_base64", base64()));
    if (random.nextBoolean()) {
      fields.add(
          random.nextInt(4) > 0
              ? field("key", oneOf("null", texts.next()))
              : field("key_base64", base64()));
    }
    if (random.nextInt(4) == 0) {
      var millis = random.nextLong(1_000_000_000_000_000_000L);
      fields.add(field("timestamp", oneOf("null", "0", "" + millis)));
    }
    if (random.nextBoolean()) {
      fields.add(field("partition", oneOf("null", "0", "" + random.nextInt(1_000_000_000))));
    }
    return object(fields);
  }

  private String object(List<String> fields) {
    Collections.shuffle(fields, random);
    return "{" + space() + String.join(comma(), fields) + space() + "}";
  }

  private String field(String name, String value) {
    return '"' + name + '"' + space() + ':' + space() + value;
  }

  private String comma() {
    return space() + ',' + space();
  }

  private String space() {
    return oneOf("", "", "", " ", "\r\n\t");
  }

  private String plainText() {
    var text = random.ints(random.nextInt(20), ' ', 0x80).filter(c -> c != '"' && c != '\\');
    return quoted(text.collect(StringBuilder::new, StringBuilder::appendCodePoint, this::never));
  }

  private String base64() {
    var bytes = new byte[random.nextInt(9)];
    random.nextBytes(bytes);
    var alphabet = random.nextBoolean() ? Base64.getEncoder() : Base64.getUrlEncoder();
    var padded = random.nextBoolean() ? alphabet : alphabet.withoutPadding();
    return quoted(padded.encodeToString(bytes));
  }

  private String anyText() {
    var text = new StringBuilder(plainText());
    if (random.nextInt(8) == 0) {
      text.insert(1, oneOf("\\n", "\\u0041", "\\ud83d", "\\\"", "ä", "€", "\u0085"));
    }
    return text.toString();
  }

  private static String quoted(CharSequence text) {
    return "\"" + text + '"';
  }

  private void never(StringBuilder one, StringBuilder other) {
    throw new AssertionError("the stream is not parallel");
  }

  /// Up to three pieces taken out, put in, or brought twice.
  private String broken(String whole) {
    var body = new StringBuilder(whole);
    for (var i = random.nextInt(4); i > 0; i--) {
      var at = random.nextInt(body.length() + 1);
      var end = Math.min(body.length(), at + 1 + random.nextInt(random.nextInt(30) + 1));
      switch (random.nextInt(4)) {
        case 0 -> body.delete(at, end);
        case 1 -> body.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
        case 2 -> body.insert(random.nextInt(body.length() + 1), body.substring(at, end));
        default -> body.setLength(random.nextInt(4) == 0 ? at : body.length());
      }
    }
    return body.toString();
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
