package dev.weir.cli.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads lines of [Envelope]. One thread.
public final class EnvelopeReader implements AutoCloseable {
  private final Lines lines;

  public EnvelopeReader(InputStream in) {
    // Base64 takes four bytes for three.
    lines = new Lines(in, new byte[] {'\n'}, 2 * Lines.LINE_BYTES_MAX);
  }

  /// The next one, or null at the end. Empty lines are passed over.
  ///
  /// @throws MalformedMessage where a line is no envelope, also a torn one at the end; the next
  ///   call goes on behind it
  public @Nullable Envelope next() throws IOException {
    while (true) {
      var line = lines.next();
      if (line == null) return null;
      if (line.length == 0) continue;
      try {
        return Envelope.parse(line);
      } catch (JsonProcessingException e) {
        throw new MalformedMessage(
            lines.line(), line, "the line is no envelope: " + e.getOriginalMessage());
      }
    }
  }

  /// The line that was read last, from 1.
  public long line() {
    return lines.line();
  }

  /// How many bytes there are up to the next line.
  public long position() {
    return lines.position();
  }

  /// Whether the line that was read last ended with a line feed.
  public boolean whole() {
    return lines.separated();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
