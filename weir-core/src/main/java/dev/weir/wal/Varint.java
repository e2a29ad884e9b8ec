package dev.weir.wal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Numbers that are mostly small, seven bits a byte, lowest first; and bytes behind their length.
final class Varint {
  static final int BYTES_MAX = 10;

  private Varint() {}

  /// Hot.
  static void put(ByteBuffer to, long number) {
    var rest = number;
    while ((rest & ~0x7FL) != 0) {
      to.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    to.put((byte) rest);
  }

  static long get(ByteBuffer from) {
    var number = 0L;
    for (var shift = 0; shift < Long.SIZE; shift += 7) {
      var next = from.get();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) return number;
    }
    throw new IllegalArgumentException("A number has more than ten bytes");
  }

  /// Hot. Null is told from no bytes.
  static void putBytes(ByteBuffer to, byte @Nullable [] bytes) {
    if (bytes == null) {
      to.put((byte) 0);
    } else {
      put(to, bytes.length + 1L);
      to.put(bytes);
    }
  }

  static byte @Nullable [] getBytes(ByteBuffer from) {
    var size = get(from) - 1;
    if (size < 0) return null;
    if (size > from.remaining()) throw new BufferUnderflowException();
    var bytes = new byte[(int) size];
    from.get(bytes);
    return bytes;
  }
}
