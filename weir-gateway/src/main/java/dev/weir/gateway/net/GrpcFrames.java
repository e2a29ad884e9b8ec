package dev.weir.gateway.net;

import java.util.Arrays;
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
    @SuppressWarnings("ArrayRecordComponent") // handed over, compared by nobody
    record Message(boolean compressed, byte[] bytes) implements Frame {}

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
    var waiting = end - start;
    if (end + bytes.length > buffer.length) {
      // Doubling what is there, not what is announced: a byte at a time still costs linear time.
      var capacity = Math.max(waiting + bytes.length, 2 * waiting);
      buffer = Arrays.copyOf(Arrays.copyOfRange(buffer, start, end), capacity);
      start = 0;
      end = waiting;
    }
    System.arraycopy(bytes, 0, buffer, end, bytes.length);
    end += bytes.length;
  }

  /// The next message, or null until more bytes come. Hot.
  @Nullable Frame next() {
    if (end - start < PREFIX_BYTES) {
      if (start == end) forget();
      return null;
    }
    var length = length();
    if (length > messageBytesMax) {
      forget();
      return new Frame.Oversized(length);
    }
    var from = start + PREFIX_BYTES;
    if (end - from < length) return null;
    var compressed = buffer[start] != 0;
    start = from + (int) length;
    return new Frame.Message(compressed, Arrays.copyOfRange(buffer, from, start));
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
