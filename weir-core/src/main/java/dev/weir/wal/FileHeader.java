package dev.weir.wal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The first 4 KiB of a file of the log. It holds the same 44 bytes twice, at 0 and at 2048, so
/// that one bad sector does not cost the file.
///
/// | at | bytes | |
/// | --- | --- | --- |
/// | 0 | 8 | `WEIR-WAL` |
/// | 8 | 4 | version of the format: 1 |
/// | 12 | 4 | zeros |
/// | 16 | 8 | base: no message of the file has a smaller sequence |
/// | 24 | 8 | epoch: a random number for each time that a file is begun |
/// | 32 | 8 | what it replaces: the last sequence of the files that it was put together from, or -1 |
/// | 40 | 4 | CRC32C of the bytes 0 to 39 |
///
/// Magic, version and checksum stay where they are in every version to come.
record FileHeader(long base, long epoch, long replacesTo) {
  static final int BYTES = 4_096;
  static final int VERSION = 1;
  static final long REPLACES_NOTHING = -1;

  private static final int COPY_AT = 2_048;
  private static final int CHECKED_BYTES = 40;
  private static final long MAGIC = 0x4C41572D52494557L; // "WEIR-WAL", little-endian
  private static final SecureRandom RANDOM = new SecureRandom();

  static FileHeader fresh(long base, long replacesTo) {
    return new FileHeader(base, RANDOM.nextLong(), replacesTo);
  }

  int mask() {
    return Frame.mask(epoch);
  }

  void put(ByteBuffer to) {
    var start = to.position();
    to.put(new byte[BYTES]);
    putCopy(to, start);
    putCopy(to, start + COPY_AT);
  }

  private void putCopy(ByteBuffer to, int at) {
    to.putLong(at, MAGIC)
        .putInt(at + 8, VERSION)
        .putLong(at + 16, base)
        .putLong(at + 24, epoch)
        .putLong(at + 32, replacesTo)
        .putInt(at + CHECKED_BYTES, checksum(to, at));
  }

  /// Null when neither copy is one of this version.
  static @Nullable FileHeader get(ByteBuffer page) {
    for (var at = 0; at <= COPY_AT; at += COPY_AT) {
      if (version(page, at) == VERSION && page.getLong(at + 16) >= 0) {
        return new FileHeader(page.getLong(at + 16), page.getLong(at + 24), page.getLong(at + 32));
      }
    }
    return null;
  }

  /// The newest version that is named, or 0.
  static int version(ByteBuffer page) {
    return Math.max(version(page, 0), version(page, COPY_AT));
  }

  private static int version(ByteBuffer page, int at) {
    var known =
        page.limit() >= at + CHECKED_BYTES + 4
            && page.getLong(at) == MAGIC
            && page.getInt(at + CHECKED_BYTES) == checksum(page, at);
    return known ? page.getInt(at + 8) : 0;
  }

  private static int checksum(ByteBuffer page, int at) {
    var crc = new CRC32C();
    crc.update(
        page.duplicate().order(ByteOrder.LITTLE_ENDIAN).limit(at + CHECKED_BYTES).position(at));
    return (int) crc.getValue();
  }
}
