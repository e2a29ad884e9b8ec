package dev.weir.cli.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What stands between separators, as bytes, in memory for one of them. One thread.
public final class Lines implements AutoCloseable {
  /// As much as Kafka's client holds: what is longer cannot be sent.
  public static final int LINE_BYTES_MAX = 32 << 20;

  private static final int BUFFER_BYTES = 64 << 10;
  private static final int SHOWN_BYTES = 1000;
  private static final byte[] LINE_FEED = {'\n'};
  private static final byte[] NOTHING = {};

  private final InputStream in;
  private final byte[] separator;
  private final int lineBytesMax;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;

  /// Bytes before `buffer`.
  private long dropped;

  private long line;
  private boolean separated;

  public Lines(InputStream in) {
    this(in, LINE_FEED, LINE_BYTES_MAX);
  }

  /// @param separator one byte or more
  public Lines(InputStream in, byte[] separator, int lineBytesMax) {
    this.in = in;
    this.separator = separator.clone();
    this.lineBytesMax = lineBytesMax;
  }

  /// The next one without its separator, or null at the end. One that is too long is passed over.
  public byte @Nullable [] next() throws IOException {
    for (var looked = from; ; ) {
      var end = end(looked);
      if (end >= 0) return taken(end, end + separator.length);
      if (to - from > lineBytesMax) throw tooLong();
      // A separator may have begun.
      var seen = Math.max(0, to - from - separator.length + 1);
      if (!fill()) return from == to ? null : taken(to, to);
      looked = from + seen;
    }
  }

  private byte[] taken(int end, int next) {
    line++;
    separated = next > end;
    var bytes = end == from ? NOTHING : Arrays.copyOfRange(buffer, from, end);
    from = next;
    return bytes;
  }

  /// Where the next separator begins; -1 if there is none yet.
  private int end(int looked) {
    var first = separator[0];
    for (var i = looked; i <= to - separator.length; i++) {
      if (buffer[i] == first && isSeparator(i)) return i;
    }
    return -1;
  }

  private boolean isSeparator(int at) {
    for (var i = 1; i < separator.length; i++) {
      if (buffer[at + i] != separator[i]) return false;
    }
    return true;
  }

  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      dropped += from;
      to -= from;
      from = 0;
    }
    if (to == buffer.length) buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    var count = in.read(buffer, to, buffer.length - to);
    if (count > 0) to += count;
    return count > 0;
  }

  /// Reads to its end and keeps nothing of it.
  private MalformedMessage tooLong() throws IOException {
    var raw = Arrays.copyOfRange(buffer, from, from + Math.min(SHOWN_BYTES, to - from));
    line++;
    buffer = new byte[BUFFER_BYTES];
    dropped += to;
    from = 0;
    to = 0;
    skip();
    return MalformedMessage.tooLong(line, raw, lineBytesMax);
  }

  private void skip() throws IOException {
    while (true) {
      var end = end(from);
      if (end >= 0) {
        from = end + separator.length;
        separated = true;
        return;
      }
      from = Math.max(from, to - separator.length + 1);
      if (!fill()) {
        from = to;
        separated = false;
        return;
      }
    }
  }

  /// Of what was read last, from 1.
  public long line() {
    return line;
  }

  /// The bytes up to what comes next.
  public long position() {
    return dropped + from;
  }

  /// Whether what was read last had its separator; the last of a torn file has none.
  public boolean separated() {
    return separated;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
