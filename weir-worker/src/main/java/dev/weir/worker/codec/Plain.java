package dev.weir.worker.codec;

import dev.weir.worker.Codec;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Those that need no library.
final class Plain {
  static final Codec<byte[]> BYTES = new Custom<>("bytes", bytes -> bytes, bytes -> bytes);

  static final Codec<String> STRING = new Custom<>("text in UTF-8", Plain::utf8, Plain::text);

  /// Text that [java.util.UUID#fromString] would take is longer or shorter at times.
  static final Codec<java.util.UUID> UUID =
      new Custom<>("a UUID", uuid -> utf8(uuid.toString()), Plain::uuid);

  static final Codec<Integer> INT32 =
      new Custom<>(
          "a number of 4 bytes",
          number -> ByteBuffer.allocate(Integer.BYTES).putInt(number).array(),
          bytes -> sized(bytes, Integer.BYTES).getInt());

  static final Codec<Long> INT64 =
      new Custom<>(
          "a number of 8 bytes",
          number -> ByteBuffer.allocate(Long.BYTES).putLong(number).array(),
          bytes -> sized(bytes, Long.BYTES).getLong());

  private Plain() {}

  /// A lone half of a surrogate is no text, and would come back as a question mark.
  private static byte[] utf8(String text) throws CharacterCodingException {
    var bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    var exact = new byte[bytes.remaining()];
    bytes.get(exact);
    return exact;
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static java.util.UUID uuid(byte[] bytes) throws CharacterCodingException {
    var text = text(bytes);
    var uuid = java.util.UUID.fromString(text);
    if (uuid.toString().equalsIgnoreCase(text)) return uuid;
    throw new IllegalArgumentException("Invalid UUID string: " + text);
  }

  private static ByteBuffer sized(byte[] bytes, int size) {
    if (bytes.length == size) return ByteBuffer.wrap(bytes);
    throw new IllegalArgumentException("it has %d bytes and not %d".formatted(bytes.length, size));
  }
}
