package dev.weir.cli.message;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of comma-separated values as RFC 4180 has them: a cell in quotes may hold commas, line
/// feeds, and quotes written twice. Empty lines are passed over. One thread.
final class CsvRows implements AutoCloseable {
  private static final int END = -1;

  /// @param quoted whether it stood in quotes
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Cell(byte[] bytes, boolean quoted) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    boolean isNothing() {
      return bytes.length == 0 && !quoted;
    }
  }

  /// @param raw as it stood there, without its line feed
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Row(long line, byte[] raw, List<Cell> cells) {}

  private final InputStream in;
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private long lines = 1;
  private long line;

  CsvRows(InputStream in) {
    this.in = new BufferedInputStream(in, 64 << 10);
  }

  /// The next one, or null at the end.
  @Nullable Row next() throws IOException {
    while (true) {
      raw.reset();
      line = lines;
      var cells = new ArrayList<Cell>();
      var last = cell(cells);
      while (last == ',') last = cell(cells);
      var nothing = cells.size() == 1 && cells.getFirst().isNothing();
      if (!nothing) return new Row(line, raw(), cells);
      if (last == END) return null;
    }
  }

  private byte[] raw() {
    var bytes = raw.toByteArray();
    return bytes.length > 0 && bytes[bytes.length - 1] == '\n'
        ? Arrays.copyOf(bytes, bytes.length - 1)
        : bytes;
  }

  /// Reads a cell and what ends it: a comma, a line feed or the end.
  private int cell(List<Cell> cells) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var b = read();
    var quoted = b == '"';
    if (quoted) b = quoted(bytes);
    for (; b != ',' && b != '\n' && b != END; b = read()) bytes.write(b);
    cells.add(
        new Cell(b == ',' ? bytes.toByteArray() : withoutReturn(bytes.toByteArray()), quoted));
    return b;
  }

  /// Returns what follows the closing quote.
  private int quoted(ByteArrayOutputStream bytes) throws IOException {
    while (true) {
      var b = read();
      if (b == END) {
        throw new MalformedMessage(line, raw(), "a quote is not closed before the end");
      }
      if (b == '"') {
        b = read();
        if (b != '"') return b;
      }
      bytes.write(b);
    }
  }

  private static byte[] withoutReturn(byte[] bytes) {
    return bytes.length > 0 && bytes[bytes.length - 1] == '\r'
        ? Arrays.copyOf(bytes, bytes.length - 1)
        : bytes;
  }

  private int read() throws IOException {
    var b = in.read();
    if (b != END) raw.write(b);
    if (b == '\n') lines++;
    if (raw.size() > 2 * Lines.LINE_BYTES_MAX) {
      throw new IOException(
          "the row at line %,d is too long; is a quote not closed?".formatted(line));
    }
    return b;
  }

  long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
