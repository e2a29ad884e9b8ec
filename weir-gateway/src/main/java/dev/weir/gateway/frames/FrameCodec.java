package dev.weir.gateway.frames;

import dev.weir.Message;
import dev.weir.gateway.frames.Frame.Invalid;
import dev.weir.gateway.frames.Frame.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts the bytes of one connection into frames, however they were split on the way.
///
/// | bytes | meaning |
/// |---|---|
/// | 4 | length of all that follows, unsigned, little-endian |
/// | 1 | length of the bucket |
/// | … | the bucket, which is the topic; none is the topic `default` |
/// | 1 | length of the key |
/// | … | the key; none is a null key |
/// | the rest | the message, which may be empty |
///
/// It keeps what has arrived of one frame and never makes room for bytes that were only announced.
/// Owned by the connection's event loop.
final class FrameCodec {
  static final String DEFAULT_TOPIC = "default";

  /// What a frame may hold beside a message: two names and their lengths.
  static final int NAMES_BYTES_MAX = 512;

  private static final int HEADER_BYTES = 4;
  private static final byte[] NOTHING = {};

  private final long frameBytesMax;

  /// Bytes from `start` to `end` are waiting to be cut.
  private byte[] buffer = NOTHING;

  private int start;
  private int end;
  private boolean lost;

  FrameCodec(long frameBytesMax) {
    this.frameBytesMax = frameBytesMax;
  }

  /// Adds what has arrived; the array belongs to the codec from here on. Hot.
  void feed(byte[] bytes) {
    if (lost) return;
    if (start == end) {
      buffer = bytes;
      start = 0;
      end = bytes.length;
    } else {
      append(bytes);
    }
  }

  private void append(byte[] bytes) {
    if (end + bytes.length > buffer.length) makeRoom(bytes.length);
    System.arraycopy(bytes, 0, buffer, end, bytes.length);
    end += bytes.length;
  }

  /// Doubles what is there, up to the end of the frame: a byte at a time still costs linear time.
  private void makeRoom(int bytes) {
    var waiting = end - start;
    var frame = waiting < HEADER_BYTES ? 0 : HEADER_BYTES + length();
    var doubled = (int) Math.min(2L * waiting, frame);
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

  /// The next frame, or null until more bytes come. Hot.
  @Nullable Frame next() {
    if (end - start < HEADER_BYTES) return null;
    var length = length();
    if (length > frameBytesMax) return desynchronised();
    if (end - start - HEADER_BYTES < length) return null;
    var from = start + HEADER_BYTES;
    start = from + (int) length;
    return length == 0 ? new Invalid(Reason.EMPTY) : cut(from, start);
  }

  /// What is left when the client has closed: half a frame, or nothing.
  @Nullable Frame end() {
    var truncated = end > start;
    forget();
    return truncated ? new Invalid(Reason.TRUNCATED) : null;
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

  /// Throws away what waits, and whatever still comes.
  void abandon() {
    lost = true;
    forget();
  }

  /// A wrong length hides where the next frame begins, so the connection is of no more use.
  private Frame desynchronised() {
    abandon();
    return new Invalid(Reason.TOO_LARGE);
  }

  private void forget() {
    buffer = NOTHING;
    start = 0;
    end = 0;
  }

  private long length() {
    return unsigned(start)
        | unsigned(start + 1) << 8
        | unsigned(start + 2) << 16
        | (long) unsigned(start + 3) << 24;
  }

  private Frame cut(int from, int to) {
    var bucketEnd = from + 1 + unsigned(from);
    if (bucketEnd >= to) return new Invalid(Reason.BOUNDS);
    var keyEnd = bucketEnd + 1 + unsigned(bucketEnd);
    if (keyEnd > to) return new Invalid(Reason.BOUNDS);
    var topic = topic(from + 1, bucketEnd);
    var key = unsigned(bucketEnd) == 0 ? null : Arrays.copyOfRange(buffer, bucketEnd + 1, keyEnd);
    return new Frame.Whole(Message.of(topic, key, Arrays.copyOfRange(buffer, keyEnd, to)));
  }

  /// Byte for byte: a name that is no ASCII stays illegal, and the delivery says so.
  private String topic(int from, int to) {
    return from == to
        ? DEFAULT_TOPIC
        : new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private int unsigned(int index) {
    return buffer[index] & 0xFF;
  }
}
