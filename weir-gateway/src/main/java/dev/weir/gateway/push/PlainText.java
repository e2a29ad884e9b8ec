package dev.weir.gateway.push;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The text inside a JSON string that stands for itself: ASCII, no quote, no backslash, no control
/// character.
final class PlainText {
  /// The first of the eight bytes is the lowest of the long.
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = ONES << 7;

  /// Seven plain bytes that leave room for one.
  private static final long BLANKS = ' ' * (ONES - 1);

  private PlainText() {}

  /// Where the plain text that begins here ends: before the first byte of another kind. Hot: for a
  /// message of a KiB this is most of its decoding, so it looks at eight bytes at a time.
  static int end(byte[] bytes, int from) {
    var at = from;
    for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
      var marks = marks((long) EIGHT.get(bytes, at));
      if (marks != 0) return at + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
    }
    while (at < bytes.length && marks(BLANKS | (bytes[at] & 0xFF)) == 0) at++;
    return at;
  }

  /// The high bit of each byte that is not plain. Behind the first of them a subtraction may have
  /// borrowed, so only the lowest mark is sure.
  private static long marks(long eight) {
    var control = eight - ' ' * ONES;
    var quote = (eight ^ '"' * ONES) - ONES;
    var backslash = (eight ^ '\\' * ONES) - ONES;
    return (control | quote | backslash | eight) & HIGH_BITS;
  }
}
