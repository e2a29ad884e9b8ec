package dev.weir.sink.file;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import dev.weir.Message;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Reads a file of frames, one after another, in memory for one frame. One thread.
///
/// Offsets are those of the bytes unpacked. Behind damage nothing is read: frames have no mark by
/// which the next one could be found.
public final class Frames implements AutoCloseable {
  /// The largest frame that there may be; a length beyond is damage.
  private static final int FRAME_BYTES_MAX = (1 << 30) + 512;

  private static final int BUFFER_BYTES = 64 << 10;
  private static final String NO_TOPIC = "default"; // as on the socket
  private static final byte[] NOTHING = {};

  private final InputStream in;
  private long position;

  /// What comes next in the file.
  public sealed interface Next {}

  /// A message that begins at an offset, and where the next one would. Without a key its key is
  /// null; a frame without a topic has that of kahego's default bucket, `default`.
  public record Found(Message message, long offset, long end) implements Next {}

  /// Nothing comes any more.
  public record End(long offset) implements Next {}

  /// What comes is no frame.
  ///
  /// @param cutOff whether the file ends inside of it, as after a crash
  public record Damage(long offset, boolean cutOff, String why) implements Next {}

  Frames(InputStream in, long position) {
    this.in = in;
    this.position = position;
  }

  /// Opens a file and goes to an offset that a reader told.
  public static Frames open(Path file, long offset) throws IOException {
    var in = unpacked(file);
    try {
      in.skipNBytes(offset);
      return new Frames(in, offset);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /// The bytes of a file: unpacked if its name ends with `.gz` or `.zst`, else as they are. Throws
  /// [ZipException] where what is packed is damaged or cut off.
  public static InputStream unpacked(Path file) throws IOException {
    var bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    var name = file.getFileName().toString();
    if (name.endsWith(".gz")) return new BufferedInputStream(new GzipStream(bytes), BUFFER_BYTES);
    return name.endsWith(".zst")
        ? new BufferedInputStream(new ZstdStream(bytes), BUFFER_BYTES)
        : bytes;
  }

  /// Reads on.
  public Next next() throws IOException {
    try {
      return frame();
    } catch (ZipException e) {
      return new Damage(position, e instanceof GzipStream.CutOff, String.valueOf(e.getMessage()));
    }
  }

  private Next frame() throws IOException {
    var head = in.readNBytes(Integer.BYTES);
    if (head.length == 0) return new End(position);
    if (head.length < Integer.BYTES) return cutOff("inside a frame's length");
    var length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length < 2 || length > FRAME_BYTES_MAX) {
      var unsigned = Integer.toUnsignedLong(length);
      return new Damage(
          position, false, "a frame of %,d bytes is not possible".formatted(unsigned));
    }
    // Reads in pieces: no memory for a length that the file does not have.
    var payload = in.readNBytes(length);
    if (payload.length < length) {
      return cutOff("%,d bytes into a frame of %,d".formatted(payload.length, length));
    }
    return message(payload);
  }

  private Next message(byte[] payload) {
    var topicBytes = payload[0] & 0xff;
    var keyAt = 2 + topicBytes;
    var keyBytes = keyAt <= payload.length ? payload[keyAt - 1] & 0xff : payload.length;
    var valueAt = keyAt + keyBytes;
    if (valueAt > payload.length) {
      return new Damage(position, false, "a topic or key reaches beyond its frame");
    }
    var topic =
        topicBytes == 0 ? NO_TOPIC : new String(payload, 1, topicBytes, StandardCharsets.UTF_8);
    var key = keyBytes == 0 ? null : slice(payload, keyAt, valueAt);
    var offset = position;
    position += Integer.BYTES + payload.length;
    return new Found(byKey(topic, key, slice(payload, valueAt, payload.length)), offset, position);
  }

  /// A frame tells no partition; by its key, it was the one that kahego's clients had.
  private static Message byKey(String topic, byte @Nullable [] key, byte[] value) {
    return new Message(topic, Message.BY_CRC32, Message.NOW, key, value, List.of());
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return from == to ? NOTHING : Arrays.copyOfRange(bytes, from, to);
  }

  private Damage cutOff(String where) {
    return new Damage(position, true, "the file ends " + where);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /// Says of damage what it is, as zstd's own exception is known to this package alone.
  private static final class ZstdStream extends FilterInputStream {
    ZstdStream(InputStream bytes) throws IOException {
      super(new ZstdInputStream(bytes));
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return in.read(bytes, from, length);
      } catch (ZstdIOException e) {
        throw damaged(e);
      }
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private static ZipException damaged(IOException e) {
      var zip = new ZipException("what is packed there is damaged: " + e.getMessage());
      zip.initCause(e);
      return zip;
    }
  }
}
