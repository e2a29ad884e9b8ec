package dev.weir.sink.file;

import dev.weir.sink.file.Tail.Whole;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// Finds where the last whole frame of a zstd file ends, by the lengths in it alone.
final class ZstdWalk {
  private static final int MAGIC = 0xFD2FB528;
  private static final int SKIPPABLE = 0x184D2A50;
  private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
  private static final int[] CONTENT_SIZE_BYTES = {0, 2, 4, 8};
  private static final int BLOCK_RLE = 1;
  private static final int BLOCK_RESERVED = 3;

  private final DataInputStream in;
  private long position;

  private ZstdWalk(InputStream in) {
    this.in = new DataInputStream(in);
  }

  static Whole whole(InputStream in) throws IOException {
    var walk = new ZstdWalk(in);
    var whole = 0L;
    try {
      while (walk.frame()) whole = walk.position;
      return new Whole(whole, false);
    } catch (EOFException e) {
      return new Whole(whole, true);
    }
  }

  /// Passes one frame; false where none begins.
  private boolean frame() throws IOException {
    var magic = (int) number(4);
    if ((magic & ~0xf) == SKIPPABLE) {
      skip(number(4));
      return true;
    }
    if (magic != MAGIC) return false;
    var head = (int) number(1);
    var single = (head >> 5 & 1) == 1;
    var sizeBytes = single && head >> 6 == 0 ? 1 : CONTENT_SIZE_BYTES[head >> 6];
    skip((single ? 0 : 1) + DICTIONARY_BYTES[head & 3] + sizeBytes);
    if (!blocks()) return false;
    if ((head >> 2 & 1) == 1) skip(4);
    return true;
  }

  private boolean blocks() throws IOException {
    while (true) {
      var head = (int) number(3);
      var kind = head >> 1 & 3;
      if (kind == BLOCK_RESERVED) return false;
      skip(kind == BLOCK_RLE ? 1 : head >> 3);
      if ((head & 1) == 1) return true;
    }
  }

  private long number(int bytes) throws IOException {
    var number = 0L;
    for (var i = 0; i < bytes; i++) number |= (long) in.readUnsignedByte() << (8 * i);
    position += bytes;
    return number;
  }

  private void skip(long count) throws IOException {
    in.skipNBytes(count);
    position += count;
  }
}
