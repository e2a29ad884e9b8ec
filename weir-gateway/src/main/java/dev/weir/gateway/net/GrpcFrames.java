package dev.weir.gateway.net;

import org.jspecify.annotations.Nullable;

/// Cuts the bytes of one call into messages, and puts the prefix before those that go out.
///
/// | bytes | meaning |
/// |---|---|
/// | 1 | 1 if the message is compressed, else 0 |
/// | 4 | its length, unsigned, big-endian |
/// | the length | the message |
///
/// It keeps what has arrived of one message and never makes room for bytes that were only
/// announced. Owned by the call's event loop.
final class GrpcFrames {
  /// What came next on a call.
  sealed interface Frame {
    /// The bytes from one place up to another, which stay until more are fed.
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Message(boolean compressed, byte[] bytes, int from, int to) implements Frame {}

    /// Nothing after it is read.
    record Oversized(long bytes) implements Frame {}
  }

  static final int PREFIX_BYTES = 5;
  private static final byte[] NOTHING = {};

  private final int messageBytesMax;

  /// Bytes from `start` to `end` are waiting to be cut.
  private byte[] buffer = NOTHING;

  private int start;
  private int end;

  GrpcFrames(int messageBytesMax) {
    this.messageBytesMax = messageBytesMax;
  }

  /// Adds what has arrived; the array belongs to the frames from here on. Hot.
  void feed(byte[] bytes) {
    if (start == end) {
      buffer = bytes;
      start = 0;
      end = bytes.length;
      return;
    }
    if (end + bytes.length > buffer.length) makeRoom(bytes.length);
    System.arraycopy(bytes, 0, buffer, end, bytes.length);
    end += bytes.length;
  }

  /// Doubles what is there, up to the end of the message: a byte at a time still costs linear time.
  private void makeRoom(int bytes) {
    var waiting = end - start;
    var message = waiting < PREFIX_BYTES ? 0 : PREFIX_BYTES + length();
    var doubled = (int) Math.min(2L * waiting, message);
    move(Math.max(waiting + bytes, doubled));
  }

  private void move(int capacity) {
    var waiting = end - start;
    var moved = new byte[capacity];
    System.arraycopy(buffer, start, moved, 0, waiting);
    buffer = moved;
    start = 0;
    end = waiting;
  }

  /// Lets go of what was cut, and tells how many bytes it still keeps. Hot.
  int keep() {
    var waiting = end - start;
    if (waiting == 0) {
      forget();
    } else if (buffer.length > 2 * waiting) {
      move(waiting);
    }
    return buffer.length;
  }

  /// The next message, or null until more bytes come. Hot.
  @Nullable Frame next() {
    if (end - start < PREFIX_BYTES) return null;
    var length = length();
    if (length > messageBytesMax) {
      forget();
      return new Frame.Oversized(length);
    }
    var from = start + PREFIX_BYTES;
    if (end - from < length) return null;
    var compressed = buffer[start] != 0;
    start = from + (int) length;
    return new Frame.Message(compressed, buffer, from, start);
  }

  /// Throws away what waits.
  void forget() {
    buffer = NOTHING;
    start = 0;
    end = 0;
  }

  private long length() {
    return (buffer[start + 1] & 0xFFL) << 24
        | (buffer[start + 2] & 0xFFL) << 16
        | (buffer[start + 3] & 0xFFL) << 8
        | (buffer[start + 4] & 0xFFL);
  }
}
