package dev.weir.tests.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One HTTP/2 connection in clear text on which a test writes frames that no client would.
final class RawHttp2 implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;
  static final int PRIORITY = 0x20;

  static final int PROTOCOL_ERROR = 1;
  static final int ENHANCE_YOUR_CALM = 11;

  private static final int PATIENCE_MILLIS = 30_000;

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Frame(int type, int flags, int stream, byte[] payload) {
    /// The code of a `RST_STREAM` or a `GOAWAY`.
    int code() {
      return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();

  RawHttp2(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    gathered.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  /// Gathers a frame until [#flush].
  RawHttp2 frame(int type, int flags, int stream, byte[] payload) {
    var head = ByteBuffer.allocate(9);
    head.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    head.put((byte) type).put((byte) flags).putInt(stream);
    gathered.writeBytes(head.array());
    gathered.writeBytes(payload);
    return this;
  }

  /// A `POST` whose body comes, with fields as `name: value`.
  RawHttp2 post(int stream, String... fields) {
    return frame(HEADERS, END_HEADERS, stream, head(fields));
  }

  RawHttp2 reset(int stream) {
    return frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
  }

  RawHttp2 flush() throws IOException {
    socket.getOutputStream().write(gathered.toByteArray());
    gathered.reset();
    return this;
  }

  /// Flushes as far as the other end takes it, which may close in the middle.
  RawHttp2 flushSome() {
    try {
      return flush();
    } catch (IOException e) {
      gathered.reset();
      return this;
    }
  }

  /// The next frame of this type, or null where the connection ends without.
  @Nullable Frame next(int type) throws IOException {
    try {
      for (var frame = frame(); ; frame = frame()) if (frame.type == type) return frame;
    } catch (EOFException | SocketException e) {
      return null;
    }
  }

  /// The first frame that ends a stream or the connection, or null where the connection just ends.
  @Nullable Frame end() throws IOException {
    try {
      for (var frame = frame(); ; frame = frame()) {
        if (frame.type == RST_STREAM || frame.type == GOAWAY) return frame;
      }
    } catch (EOFException | SocketException e) {
      return null;
    }
  }

  /// Whether the other end closes.
  boolean ended() throws IOException {
    try {
      while (true) frame();
    } catch (EOFException | SocketException e) {
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private Frame frame() throws IOException {
    var length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    var type = in.readUnsignedByte();
    var flags = in.readUnsignedByte();
    var stream = in.readInt();
    return new Frame(type, flags, stream, in.readNBytes(length));
  }

  static byte[] head(String... fields) {
    var head = new ByteArrayOutputStream();
    for (var field :
        new String[] {":method: POST", ":scheme: http", ":authority: w", ":path: /first"}) {
      field(head, field);
    }
    for (var field : fields) field(head, field);
    return head.toByteArray();
  }

  /// As a literal that is remembered by nobody.
  static void field(ByteArrayOutputStream head, String field) {
    var colon = field.indexOf(':', 1);
    head.write(0);
    text(head, field.substring(0, colon));
    text(head, field.substring(colon + 2));
  }

  private static void text(ByteArrayOutputStream head, String text) {
    var bytes = text.getBytes(ISO_8859_1);
    var rest = bytes.length - 127;
    head.write(Math.min(bytes.length, 127));
    if (rest >= 0) {
      for (; rest >= 128; rest >>= 7) head.write((rest & 0x7F) | 0x80);
      head.write(rest);
    }
    head.writeBytes(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
