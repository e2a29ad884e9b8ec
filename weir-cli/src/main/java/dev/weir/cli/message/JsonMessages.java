package dev.weir.cli.message;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weir.sink.file.Frames;
import dev.weir.sink.file.Frames.Damage;
import dev.weir.sink.file.Frames.End;
import dev.weir.sink.file.Frames.Found;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipException;

/// Reads messages as the file sink and `weir consume -o json` write them, a line each. Fields that
/// it does not know are passed over.
public final class JsonMessages implements MessageFile {
  /// In place of a partition: the key's CRC-32 chooses it.
  public static final String CRC32 = "crc32";

  /// A sign may be written in six.
  private static final int LINE_BYTES_MAX = 2 * Lines.LINE_BYTES_MAX;

  private final InputStream in;
  private long position;

  private JsonMessages(InputStream in, long position) {
    this.in = in;
    this.position = position;
  }

  public static JsonMessages open(Path file, long offset) throws IOException {
    var in = Frames.unpacked(file);
    try {
      in.skipNBytes(offset);
      return new JsonMessages(in, offset);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public Frames.Next next() throws IOException {
    var offset = position;
    try {
      var line = line();
      if (line.length == 0) return new End(offset);
      return new Found(JsonMessage.parse(line, null), offset, position);
    } catch (ZipException e) {
      return new Damage(offset, false, String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      return new Damage(offset, false, "the line is no message: " + e.getOriginalMessage());
    }
  }

  /// The next line with its line feed; nothing at the end.
  private byte[] line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (var b = in.read(); b >= 0; b = in.read()) {
      line.write(b);
      if (b == '\n') break;
      if (line.size() > LINE_BYTES_MAX) throw new JsonParseException(null, "it is too long");
    }
    position += line.size();
    return line.toByteArray();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
