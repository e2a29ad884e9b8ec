package dev.weir.worker;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What headers say of a failure. Exceptions are of users: theirs may throw when they are asked.
final class FailureText {
  private static final int MESSAGE_BYTES_MAX = 1 << 10;
  private static final int STACK_BYTES_MAX = 8 << 10;

  private FailureText() {}

  static byte[] error(Throwable why) {
    return why.getClass().getName().getBytes(StandardCharsets.UTF_8);
  }

  /// Null where it has none.
  static byte @Nullable [] message(Throwable why) {
    try {
      var message = why.getMessage();
      return message == null ? null : cut(message, MESSAGE_BYTES_MAX);
    } catch (RuntimeException e) {
      return null;
    }
  }

  static byte @Nullable [] stack(Throwable why) {
    var text = new StringWriter();
    try (var writer = new PrintWriter(text)) {
      why.printStackTrace(writer);
    } catch (RuntimeException e) {
      return null;
    }
    return cut(text.toString(), STACK_BYTES_MAX);
  }

  /// Not in the midst of a character.
  static byte[] cut(String text, int bytesMax) {
    // A character has a byte at least: what is beyond need not be encoded to be cut off.
    var begin = text.length() > bytesMax ? text.substring(0, bytesMax) : text;
    var bytes = begin.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= bytesMax) return bytes;
    var end = bytesMax;
    while ((bytes[end] & 0xC0) == 0x80) end--;
    return Arrays.copyOf(bytes, end);
  }
}
