package dev.weir.gateway.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Random bodies; `-Dweir.seed=…` repeats a run.
@Timeout(60)
final class PushRandomTest {
  private static final int ROUNDS = 3_000;
  private static final long SEED = Long.getLong("weir.seed", System.nanoTime());

  private record Given(
      String topic, String data, @Nullable String key, @Nullable Integer partition) {}

  private final Random random = new Random(SEED);

  @Test
  void valid_records_arrive_byte_for_byte() {
    for (var round = 0; round < ROUNDS; round++) {
      var records = Stream.generate(this::record).limit(random.nextInt(5)).toList();
      var wait = random.nextBoolean();
      var body = body(records, wait);

      var decoded = PushCodec.decode(body.getBytes(UTF_8), Message.ANY_PARTITION);

      assertThat(decoded).as("seed %d: %s", SEED, body).isInstanceOf(PushCodec.Push.class);
      var push = (PushCodec.Push) decoded;
      assertThat(push.waitForSend()).isEqualTo(wait);
      assertThat(push.messages()).hasSameSizeAs(records);
      for (var i = 0; i < records.size(); i++) assertSame(push.messages().get(i), records.get(i));
    }
  }

  @Test
  void nothing_is_thrown_whatever_the_bytes() {
    for (var round = 0; round < ROUNDS; round++) {
      var body = new byte[random.nextInt(64)];
      random.nextBytes(body);

      assertThat(PushCodec.decode(body, Message.ANY_PARTITION)).as("seed %d", SEED).isNotNull();
    }
  }

  @Test
  void nothing_is_thrown_whatever_breaks_in_a_valid_body() {
    for (var round = 0; round < ROUNDS; round++) {
      var body = body(List.of(record(), record()), true).getBytes(UTF_8);
      for (var i = random.nextInt(4); i >= 0; i--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      var cut = random.nextInt(4) == 0 ? random.nextInt(body.length) : body.length;

      assertThat(PushCodec.decode(Arrays.copyOf(body, cut), Message.ANY_PARTITION))
          .as("seed %d", SEED)
          .isNotNull();
    }
  }

  private static void assertSame(Message message, Given record) {
    var key = record.key();
    var partition = record.partition();
    assertThat(message.topic()).as("seed %d", SEED).isEqualTo(record.topic());
    assertThat(message.value()).as("seed %d", SEED).isEqualTo(record.data().getBytes(UTF_8));
    assertThat(message.key())
        .as("seed %d", SEED)
        .isEqualTo(key == null ? null : key.getBytes(UTF_8));
    assertThat(message.partition())
        .as("seed %d", SEED)
        .isEqualTo(partition == null ? Message.ANY_PARTITION : partition.intValue());
  }

  private Given record() {
    return new Given(
        text(),
        text(),
        random.nextInt(3) == 0 ? null : text(),
        random.nextInt(3) == 0 ? null : random.nextInt() | 1);
  }

  private String body(List<Given> records, boolean wait) {
    var fields =
        new ArrayList<>(
            List.of(
                "\"records\":"
                    + records.stream().map(this::json).collect(Collectors.joining(",", "[", "]")),
                "\"wait_for_send\":" + wait,
                "\"other\":{\"records\":[[]]}"));
    return object(fields);
  }

  private String json(Given record) {
    var fields = new ArrayList<String>();
    fields.add("\"topic\":" + quoted(record.topic()));
    fields.add("\"data\":" + quoted(record.data()));
    var key = record.key();
    if (key != null) fields.add("\"key\":" + quoted(key));
    if (record.partition() != null) fields.add("\"partition\":" + record.partition());
    if (random.nextInt(3) == 0)
      fields.add("\"foo\":[{\"topic\":" + quoted(text()) + "},1e-7,true]");
    return object(fields);
  }

  private String object(List<String> fields) {
    Collections.shuffle(fields, random);
    return String.join(space() + "," + space(), fields).transform(s -> "{" + s + space() + "}");
  }

  private String space() {
    return List.of("", "", " ", "\n", "\t\r\n").get(random.nextInt(5));
  }

  private String text() {
    return IntStream.range(0, random.nextInt(12))
        .mapToObj(_ -> Character.toString(codePoint()))
        .collect(Collectors.joining());
  }

  private int codePoint() {
    var all = random.nextInt(4) == 0 ? Character.MAX_CODE_POINT + 1 : 128;
    var codePoint = random.nextInt(all);
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE
        ? '"'
        : codePoint;
  }

  /// Each character as itself where JSON allows it, or escaped.
  private String quoted(String text) {
    return text.codePoints()
        .mapToObj(codePoint -> escapedAtTimes(Character.toString(codePoint)))
        .collect(Collectors.joining("", "\"", "\""));
  }

  private String escapedAtTimes(String character) {
    var first = character.charAt(0);
    var must = first < ' ' || first == '"' || first == '\\';
    if (!must && random.nextInt(8) > 0) return character;
    return character.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
  }
}
