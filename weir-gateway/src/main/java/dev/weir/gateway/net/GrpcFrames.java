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
/// Owned by the call's event loop.
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

  private final int messageBytesMax;
  private final Arrived arrived = new Arrived();

  GrpcFrames(int messageBytesMax) {
    this.messageBytesMax = messageBytesMax;
  }

  /// Adds what has arrived; the array belongs to the frames from here on. Hot.
  void feed(byte[] bytes) {
    arrived.add(bytes, arrived.size() < PREFIX_BYTES ? 0 : PREFIX_BYTES + length());
  }

  /// Lets go of what was cut, and tells how many bytes it still keeps. Hot.
  int keep() {
    return arrived.keep();
  }

  /// The next message, or null until more bytes come. Hot.
  @Nullable Frame next() {
    if (arrived.size() < PREFIX_BYTES) return null;
    var length = length();
    if (length > messageBytesMax) {
      forget();
      return new Frame.Oversized(length);
    }
    var end = PREFIX_BYTES + (int) length;
    if (arrived.size() < end) return null;
    var message =
        new Frame.Message(
            arrived.unsigned(0) != 0,
            arrived.array(),
            arrived.index(PREFIX_BYTES),
            arrived.index(end));
    arrived.skip(end);
    return message;
  }

  /// Throws away what waits.
  void forget() {
    arrived.clear();
  }

  private long length() {
    return (long) arrived.unsigned(1) << 24
        | arrived.unsigned(2) << 16
        | arrived.unsigned(3) << 8
        | arrived.unsigned(4);
  }
}
