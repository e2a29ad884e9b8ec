package dev.weir.wal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The smallest thing in a file of the log: a header, a payload, and zeros up to a multiple of 8.
///
/// | at | bytes | |
/// | --- | --- | --- |
/// | 0 | 4 | CRC32C of the bytes 4 to 23, xor the [mask][#mask] of the file |
/// | 4 | 4 | length of header and payload |
/// | 8 | 8 | sequence |
/// | 16 | 1 | type |
/// | 17 | 3 | zeros |
/// | 20 | 4 | CRC32C of the payload and the zeros behind it |
/// | 24 | | payload |
///
/// All numbers are little-endian. Header and payload have a checksum each, so that a length is
/// known to be right before anything is allocated for it, and so that a damaged payload costs its
/// own message and no other. Eight zeros where a header would begin are the end of a file's frames.
final class Frame {
  static final int HEADER_BYTES = 24;
  static final int END_MARK_BYTES = 8;
  static final int BYTES_MAX = Integer.MAX_VALUE - 4_096;

  static final byte DATA = 1;
  static final byte DEAD_LETTER = 2;
  static final byte ACKS = 3;
  static final byte CHECKPOINT = 4;

  private static final int ALIGNMENT = 8;

  private Frame() {}

  /// What makes the frames of an earlier use of a file's blocks invalid.
  static int mask(long epoch) {
    return (int) (epoch ^ (epoch >>> 32));
  }

  static int padded(int length) {
    return (length + ALIGNMENT - 1) & -ALIGNMENT;
  }

  static boolean carriesMessage(byte type) {
    return type == DATA || type == DEAD_LETTER;
  }

  /// Hot. Completes the frame that begins at `start` and whose payload ends at the position.
  static void complete(ByteBuffer frames, int start, byte type, long sequence, CRC32C crc) {
    var length = frames.position() - start;
    while ((frames.position() - start) % ALIGNMENT != 0) frames.put((byte) 0);
    var end = frames.position();
    frames
        .putInt(start + 4, length)
        .putLong(start + 8, sequence)
        .putInt(start + 16, type)
        .putInt(start + 20, checksum(frames, start + HEADER_BYTES, end, crc))
        .putInt(start, checksum(frames, start + 4, start + HEADER_BYTES, crc));
    frames.position(end);
  }

  /// Makes a frame one of the file with this mask, or takes it out again.
  static void mark(ByteBuffer frames, int start, int mask) {
    frames.putInt(start, frames.getInt(start) ^ mask);
  }

  /// Whether a header begins here that was written for this file. It leaves the position undefined.
  static boolean isHeader(ByteBuffer frames, int start, int mask, CRC32C crc) {
    return plausible(frames, start)
        && (frames.getInt(start) ^ mask) == checksum(frames, start + 4, start + HEADER_BYTES, crc);
  }

  static int length(ByteBuffer frames, int start) {
    return frames.getInt(start + 4);
  }

  static long sequence(ByteBuffer frames, int start) {
    return frames.getLong(start + 8);
  }

  static byte type(ByteBuffer frames, int start) {
    return frames.get(start + 16);
  }

  static boolean payloadIntact(ByteBuffer frames, int start, CRC32C crc) {
    var end = start + padded(length(frames, start));
    return frames.getInt(start + 20) == checksum(frames, start + HEADER_BYTES, end, crc);
  }

  /// Cheap, so that a search through garbage seldom has to compute a checksum.
  private static boolean plausible(ByteBuffer frames, int start) {
    var length = length(frames, start);
    var type = frames.getInt(start + 16);
    return length >= HEADER_BYTES
        && length <= BYTES_MAX
        && type >= DATA
        && type <= CHECKPOINT
        && sequence(frames, start) >= 0;
  }

  private static int checksum(ByteBuffer frames, int from, int to, CRC32C crc) {
    var limit = frames.limit();
    frames.limit(to).position(from);
    crc.reset();
    crc.update(frames);
    frames.limit(limit);
    return (int) crc.getValue();
  }
}
