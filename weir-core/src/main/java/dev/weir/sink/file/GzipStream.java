package dev.weir.sink.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/// Unpacks gzip, member by member.
///
/// Unlike the JDK's own, it takes anything behind a member that is no member for damage, instead of
/// the end, and knows how much of the packed file was whole.
final class GzipStream extends InputStream {
  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HAS_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  /// The file ends inside of a member.
  static final class CutOff extends ZipException {
    private static final long serialVersionUID = 1;

    CutOff() {
      super("the file ends inside of what is packed");
    }
  }

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[64 << 10];
  private int position;
  private int limit;

  /// Bytes of the packed file that were read into the buffer so far.
  private long readBytes;

  private long wholeBytes;
  private boolean inMember;

  GzipStream(InputStream in) {
    this.in = in;
  }

  /// Where the last member that was read and found right ends in the packed file.
  long wholeBytes() {
    return wholeBytes;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) return 0;
    while (true) {
      if (!inMember && !begin()) return -1;
      var count = inflate(bytes, from, length);
      if (count > 0) return count;
      if (inflater.finished()) {
        end();
      } else if (!inflater.needsInput()) {
        throw new ZipException("needs a dictionary");
      } else {
        if (!fill()) throw ended();
        inflater.setInput(buffer, position, limit - position);
      }
    }
  }

  private int inflate(byte[] bytes, int from, int length) throws ZipException {
    try {
      var count = inflater.inflate(bytes, from, length);
      crc.update(bytes, from, count);
      return count;
    } catch (DataFormatException e) {
      throw new ZipException("what is packed there is damaged: " + e.getMessage());
    }
  }

  /// Reads a member's head; false at the end of the file.
  private boolean begin() throws IOException {
    if (position == limit && !fill()) return false;
    if (next() != MAGIC_1 || next() != MAGIC_2 || next() != DEFLATE) {
      throw new ZipException("no gzip member begins there");
    }
    var flags = next();
    skip(6);
    if ((flags & HAS_EXTRA) != 0) skip(next() | next() << 8);
    if ((flags & HAS_NAME) != 0) skipText();
    if ((flags & HAS_COMMENT) != 0) skipText();
    if ((flags & HAS_CRC) != 0) skip(2);
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
    crc.reset();
    inMember = true;
    return true;
  }

  private void end() throws IOException {
    position = limit - inflater.getRemaining();
    if (number() != crc.getValue() || number() != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new ZipException("what is packed there is damaged: its checksum is wrong");
    }
    wholeBytes = readBytes - (limit - position);
    inMember = false;
  }

  private long number() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private void skip(int count) throws IOException {
    for (var i = 0; i < count; i++) next();
  }

  private void skipText() throws IOException {
    while (next() != 0) {}
  }

  private int next() throws IOException {
    if (position == limit && !fill()) throw ended();
    return buffer[position++] & 0xff;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    readBytes += limit;
    return limit > 0;
  }

  private static ZipException ended() {
    return new CutOff();
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
