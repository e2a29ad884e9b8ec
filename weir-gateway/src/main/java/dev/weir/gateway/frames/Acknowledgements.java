package dev.weir.gateway.frames;

import dev.weir.Acks;
import dev.weir.Problem;
import dev.weir.gateway.net.UnixPort;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// What is written on the socket that acknowledges. All numbers are little-endian.
///
/// The server's hello:
///
/// | bytes | meaning |
/// |---|---|
/// | 4 | `WEIR` |
/// | 1 | the version that is spoken: the client's, or the server's newest if that is less |
/// | 1 | the level that every frame has at least when it is done: 0 memory, 1 journal, 2 kafka |
/// | 2 | 0 |
/// | 4 | window: how many frames may be unacknowledged before the server reads no more |
/// | 4 | the greatest length that a frame may have |
///
/// Then messages, each 4 bytes of length, 1 byte of kind and what the kind has:
///
/// | kind | what follows |
/// |---|---|
/// | 1 done | 8 bytes: how many frames of this connection are done |
/// | 2 refused | 8 bytes: the frame's number, from 1; then a problem |
/// | 3 ending | a problem; the server closes behind it |
///
/// A problem is one byte of length, so many of a code, and a text for people to the end.
///
/// A count says all that the counts before it said, so where the client does not read, only the
/// newest is kept. Owned by the connection's event loop.
final class Acknowledgements implements Reply {
  static final byte DONE = 1;
  static final byte REFUSED = 2;
  static final byte ENDING = 3;

  private static final int HELLO_BYTES = 16;
  private static final int TEXT_BYTES_MAX = 1 << 10;

  private final UnixPort.Connection connection;
  private long done;
  private long toldDone;
  private boolean gone;

  Acknowledgements(UnixPort.Connection connection) {
    this.connection = connection;
  }

  void hello(Acks level, int window, long frameBytesMax) {
    var bytes = ByteBuffer.allocate(HELLO_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(Greeting.MAGIC).put(Greeting.VERSION).put(levelByte(level)).putShort((short) 0);
    connection.send(bytes.putInt(window).putInt((int) frameBytesMax).array());
  }

  private static byte levelByte(Acks level) {
    return switch (level) {
      case MEMORY -> 0;
      case JOURNAL -> 1;
      case KAFKA -> 2;
    };
  }

  @Override
  public boolean waits() {
    return !gone && connection.isFull(); // a closed connection may stay full for ever
  }

  /// Hot, but once for many frames.
  @Override
  public void done(long count) {
    done = count;
    if (!waits()) tellDone();
  }

  @Override
  public void writable() {
    if (!waits()) tellDone();
  }

  @Override
  public void gone() {
    gone = true;
  }

  private void tellDone() {
    if (done == toldDone) return;
    toldDone = done;
    send(message(DONE, Long.BYTES, to -> to.putLong(done)));
  }

  @Override
  public void refused(long number, Problem problem) {
    var coded = coded(problem);
    send(message(REFUSED, Long.BYTES + coded.length, to -> to.putLong(number).put(coded)));
  }

  @Override
  public void ending(Problem problem) {
    tellDone();
    var coded = coded(problem);
    send(message(ENDING, coded.length, to -> to.put(coded)));
  }

  private void send(byte[] bytes) {
    if (!gone) connection.send(bytes);
  }

  private static byte[] message(byte kind, int bodyBytes, Consumer<ByteBuffer> body) {
    var bytes = ByteBuffer.allocate(Integer.BYTES + 1 + bodyBytes).order(ByteOrder.LITTLE_ENDIAN);
    body.accept(bytes.putInt(1 + bodyBytes).put(kind));
    return bytes.array();
  }

  private static byte[] coded(Problem problem) {
    var code = problem.code().label().getBytes(StandardCharsets.US_ASCII);
    var whole = problem.text().getBytes(StandardCharsets.UTF_8);
    var text = Arrays.copyOf(whole, Math.min(whole.length, TEXT_BYTES_MAX));
    var bytes = ByteBuffer.allocate(1 + code.length + text.length);
    return bytes.put((byte) code.length).put(code).put(text).array();
  }
}
