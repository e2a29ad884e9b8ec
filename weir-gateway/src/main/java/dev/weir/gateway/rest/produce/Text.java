package dev.weir.gateway.rest.produce;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The inside of a JSON string. Its bytes are UTF-8, which was looked at before.
final class Text {
  /// The first of the eight bytes is the lowest of the long.
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = ONES << 7;

  /// A backslash, the letter u and four digits.
  private static final int UNICODE_ESCAPE = 6;

  private Text() {}

  /// Where what stands for itself ends: before a quote, a backslash or a control character. Hot: a
  /// large value is little else, so it looks at eight bytes at a time.
  static int end(byte[] bytes, int from) {
    var at = from;
    for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
      var marks = marks((long) EIGHT.get(bytes, at));
      if (marks != 0) return at + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
    }
    while (at < bytes.length && !special(bytes[at])) at++;
    return at;
  }

  private static boolean special(byte b) {
    return b == '"' || b == '\\' || (b >= 0 && b < ' ');
  }

  /// The high bit of each special byte. Behind the first of them a subtraction may have borrowed,
  /// so only the lowest mark is sure.
  private static long marks(long eight) {
    var control = eight - ' ' * ONES & ~eight;
    return (control | zeros(eight ^ '"' * ONES) | zeros(eight ^ '\\' * ONES)) & HIGH_BITS;
  }

  private static long zeros(long eight) {
    return eight - ONES & ~eight;
  }

  /// The place behind the escape that begins here, or -1 where it is none.
  static int escapeEnd(byte[] bytes, int at) {
    if (at + 1 >= bytes.length) return -1;
    return switch (bytes[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
      case 'u' -> hex(bytes, at + 2) < 0 ? -1 : at + UNICODE_ESCAPE;
      default -> -1;
    };
  }

  /// Four digits of base 16, or -1.
  private static int hex(byte[] bytes, int from) {
    if (from + 4 > bytes.length) return -1;
    var number = 0;
    for (var i = from; i < from + 4; i++) {
      var digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
      if (digit < 0) return -1;
      number = number << 4 | digit;
    }
    return number;
  }

  /// What escapes, which were looked at before, stand for. Lone surrogates stay what they are.
  static String unescaped(byte[] bytes, int from, int to) {
    var text = new StringBuilder(to - from);
    var plainFrom = from;
    for (var at = from; at < to; ) {
      if (bytes[at] != '\\') {
        at++;
        continue;
      }
      append(text, bytes, plainFrom, at);
      text.append(escaped(bytes, at + 1));
      at += bytes[at + 1] == 'u' ? UNICODE_ESCAPE : 2;
      plainFrom = at;
    }
    append(text, bytes, plainFrom, to);
    return text.toString();
  }

  private static void append(StringBuilder text, byte[] bytes, int from, int to) {
    if (from < to) {
      text.append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }
  }

  private static char escaped(byte[] bytes, int at) {
    return switch (bytes[at]) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) hex(bytes, at + 1);
      default -> (char) bytes[at];
    };
  }

  /// Whether a half of a character stands there without the other: it has no UTF-8.
  static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
