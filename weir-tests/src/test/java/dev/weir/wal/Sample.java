package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A record that its number determines, so that it is recognised wherever it turns up.
///
/// Its topic holds the number, which [Rot] looks for in the files; all else is absent, empty or
/// random, so that nothing that differs is taken for the same.
record Sample(long id, Message message, @Nullable Problem reason) {
  static final String TOPIC = "id-";

  /// What the number is written with: as many digits each time.
  static final int DIGITS = 12;

  /// A record of any shape whose value has so many bytes at most.
  static Sample of(long id, int bytesMax) {
    var random = new Random(id * 0x9E3779B97F4A7C15L);
    var partition = random.nextBoolean() ? Message.ANY_PARTITION : random.nextInt(100);
    var timestamp = random.nextBoolean() ? Message.NOW : random.nextLong(1L << 42);
    var key = bytes(random, 30);
    var value = bytes(random, bytesMax);
    var message = new Message(topic(id), partition, timestamp, key, value, headers(random));
    return new Sample(id, message, random.nextInt(8) == 0 ? reason(id) : null);
  }

  /// A plain record with a value of exactly so many bytes.
  static Sample sized(long id, int bytes) {
    var value = new byte[bytes];
    new Random(id).nextBytes(value);
    return new Sample(id, Message.of(topic(id), new byte[] {1}, value), null);
  }

  static String topic(long id) {
    return TOPIC + "0".repeat(DIGITS - Long.toString(id).length()) + id;
  }

  private static Problem reason(long id) {
    return new Problem(Problem.Code.UNKNOWN_TOPIC, "what " + id, "why äöü", "remedy");
  }

  private static byte @Nullable [] bytes(Random random, int max) {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> new byte[0];
      default -> filled(random, random.nextInt(max + 1));
    };
  }

  private static byte[] filled(Random random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static List<Header> headers(Random random) {
    var headers = new ArrayList<Header>();
    for (var i = random.nextInt(4) - 1; i > 0; i--) {
      headers.add(new Header("h-é" + random.nextInt(3), bytes(random, 20)));
    }
    return headers;
  }

  /// Whether the entry is this record, to the byte; `millis` is when it was appended.
  void assertIs(Entry entry, long millis) {
    var expected = message.timestamp() == Message.NOW ? millis : message.timestamp();
    var actual = entry.message();
    if (actual.timestamp() == expected
        && isLike(actual)
        && Objects.equals(entry.reason(), reason)) {
      return;
    }
    assertThat(text(actual, entry.reason(), actual.timestamp()))
        .isEqualTo(text(message, reason, expected));
  }

  private boolean isLike(Message other) {
    return message.topic().equals(other.topic())
        && message.partition() == other.partition()
        && Arrays.equals(message.key(), other.key())
        && Arrays.equals(message.value(), other.value())
        && message.headers().isEmpty()
        && other.headers().isEmpty();
  }

  /// Everything in it; compared as text because a failure is then legible.
  private static String text(Message message, @Nullable Problem reason, long timestamp) {
    var text = new StringBuilder(message.topic());
    text.append('/').append(message.partition()).append('@').append(timestamp);
    text.append(' ').append(text(message.key())).append('=').append(text(message.value()));
    message
        .headers()
        .forEach(h -> text.append(' ').append(h.name()).append(':').append(text(h.value())));
    return text.append(' ').append(reason).toString();
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "null" : "'" + new String(bytes, StandardCharsets.ISO_8859_1) + "'";
  }
}
