package dev.weir.cli.message;

import dev.weir.sink.file.Frames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;

/// A file of messages, whatever its format.
public interface MessageFile extends AutoCloseable {
  Frames.Next next() throws IOException;

  @Override
  void close() throws IOException;

  /// Opens a file at an offset. One that begins like a line of JSON is of such lines: as a frame it
  /// would have a message of half a gigabyte or more.
  static MessageFile open(Path file, long offset) throws IOException {
    var head = head(file);
    if (head.length < Integer.BYTES || head[0] != '{' || head[3] < ' ') {
      return new FrameFile(Frames.open(file, offset));
    }
    return Arrays.equals(head, Envelope.MARK.getBytes(StandardCharsets.US_ASCII))
        ? EnvelopeFile.open(file, offset)
        : JsonMessages.open(file, offset);
  }

  private static byte[] head(Path file) throws IOException {
    try (var in = Frames.unpacked(file)) {
      return in.readNBytes(Envelope.MARK.length());
    } catch (ZipException damaged) {
      return new byte[0]; // which reading it will tell
    }
  }

  /// A file of frames.
  record FrameFile(Frames frames) implements MessageFile {
    @Override
    public Frames.Next next() throws IOException {
      return frames.next();
    }

    @Override
    public void close() throws IOException {
      frames.close();
    }
  }
}
