package dev.weir.worker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Which offsets above a committed one are settled, as the commit's metadata says it.
///
/// | characters | what |
/// |---|---|
/// | `weir1.` | the format; other ones are not understood, and then nothing is known as settled |
/// | base64url | checksum (CRC-32C, 4 bytes), [form][OffsetForm] (1 byte), offsets in that form |
/// | `.` … | nothing yet; what a later version says there is not read |
///
/// The checksum is of the committed offset, form and offsets. So a map counts for its own commit
/// alone: tools that copy commits, as those do that mirror clusters, move the offset and leave the
/// metadata as they are, and a record must not be taken for settled because another one was.
///
/// Asked in the order of offsets; owned by whoever holds it.
final class OffsetMap {
  static final String FORMAT = "weir1.";
  static final int CHECKSUM_BYTES = 4;
  static final int HEAD_BYTES = CHECKSUM_BYTES + 1;

  /// No longer text is read: a broker takes 4,096 characters unless it was told otherwise.
  private static final int CHARACTERS_MAX = 1 << 16;

  /// Runs of settled offsets: the first one, and the one behind the last.
  private final long[] bounds;

  /// The first run that ends above what was asked for last.
  private int next;

  private OffsetMap(long[] bounds) {
    this.bounds = bounds;
  }

  static OffsetMap none() {
    return new OffsetMap(new long[0]);
  }

  /// What that text says.
  ///
  /// @return null where the text is none of ours, or not of this commit
  static @Nullable OffsetMap read(long committed, String text) {
    if (text.isBlank()) return none();
    if (committed < 0 || !text.startsWith(FORMAT) || text.length() > CHARACTERS_MAX) return null;
    var end = text.indexOf('.', FORMAT.length());
    var bytes = bytes(text.substring(FORMAT.length(), end < 0 ? text.length() : end));
    if (bytes == null || bytes.length < HEAD_BYTES) return null;
    if (ByteBuffer.wrap(bytes).getInt() != checksum(committed, bytes)) return null;
    var bounds = OffsetForm.read(committed, bytes, CHECKSUM_BYTES);
    return bounds == null ? null : new OffsetMap(bounds);
  }

  private static byte @Nullable [] bytes(String text) {
    try {
      return Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      return null; // what others write need not be base64
    }
  }

  /// @param bytes with room for the checksum, form and offsets
  static int checksum(long committed, byte[] bytes) {
    var sum = new CRC32C();
    sum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, committed));
    sum.update(bytes, CHECKSUM_BYTES, bytes.length - CHECKSUM_BYTES);
    return (int) sum.getValue();
  }

  /// @param offset not below what was asked for before
  boolean settled(long offset) {
    passed(offset);
    return next < bounds.length && bounds[next] <= offset;
  }

  /// Forgets what is below.
  private void passed(long position) {
    while (next < bounds.length && bounds[next + 1] <= position) next += 2;
  }

  /// Writes what is settled from a position on.
  void write(long position, OffsetMapWriter to) {
    passed(position);
    for (var i = next; i < bounds.length; i += 2) {
      to.settled(Math.max(bounds[i], position), bounds[i + 1]);
    }
  }
}
