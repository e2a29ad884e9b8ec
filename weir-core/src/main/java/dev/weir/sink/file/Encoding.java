package dev.weir.sink.file;

import dev.weir.Message;
import dev.weir.config.FileConfig.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A message as bytes of a file. As a frame it is what kahego has on its socket:
///
/// | bytes | |
/// |---|---|
/// | 4 | length of all that follows, unsigned, little-endian |
/// | 1 | length of the topic |
/// | … | the topic |
/// | 1 | length of the key |
/// | … | the key |
/// | the rest | the value |
///
/// A frame has no place for headers, partition and timestamp, and cannot tell no key from an empty
/// one, nor a tombstone from an empty value.
final class Encoding {
  private static final int FIELD_BYTES_MAX = 255;
  private static final byte[] NOTHING = {};

  private Encoding() {}

  /// Why a message does not fit into the format, or null.
  static @Nullable String fault(Format format, Message message) {
    if (format == Format.JSON_LINES) return null;
    var key = message.key();
    if (message.topic().length() > FIELD_BYTES_MAX) {
      return "a frame holds topics of up to %d bytes".formatted(FIELD_BYTES_MAX);
    }
    if (key != null && key.length > FIELD_BYTES_MAX) {
      return "its key has %,d bytes and a frame holds %d".formatted(key.length, FIELD_BYTES_MAX);
    }
    return null;
  }

  static byte[] bytes(Format format, Message message, long nowMillis) {
    return switch (format) {
      case FRAMES -> frame(message);
      case JSON_LINES -> JsonLine.of(message, nowMillis);
    };
  }

  private static byte[] frame(Message message) {
    var topic = message.topic().getBytes(StandardCharsets.ISO_8859_1);
    var key = orNothing(message.key());
    var value = orNothing(message.value());
    var payloadBytes = 2 + topic.length + key.length + value.length;
    return ByteBuffer.allocate(Integer.BYTES + payloadBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(payloadBytes)
        .put((byte) topic.length)
        .put(topic)
        .put((byte) key.length)
        .put(key)
        .put(value)
        .array();
  }

  private static byte[] orNothing(byte @Nullable [] bytes) {
    return bytes == null ? NOTHING : bytes;
  }
}
