package dev.weir.gateway.frames;

import dev.weir.Message;
import dev.weir.config.FramesConfig.EmptyKey;
import dev.weir.gateway.frames.Frame.Invalid;
import dev.weir.gateway.frames.Frame.Reason;
import dev.weir.gateway.net.Arrived;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts the bytes of one connection into frames, however they were split on the way.
///
/// | bytes | meaning |
/// |---|---|
/// | 4 | length of all that follows, unsigned, little-endian |
/// | 1 | length of the bucket |
/// | … | the bucket, which is the topic; none is the topic `default` |
/// | 1 | length of the key |
/// | … | the key; what none is, `frames.empty-key` says |
/// | the rest | the message, which may be empty |
///
/// Owned by the connection's event loop.
final class FrameCodec {
  static final String DEFAULT_TOPIC = "default";

  /// What a frame may hold beside a message: two names and their lengths.
  static final int NAMES_BYTES_MAX = 512;

  private static final int HEADER_BYTES = 4;
  private static final byte[] NOTHING = {};

  /// What is not in a frame.
  ///
  /// @param frameBytesMax the greatest length that is not taken for a mistake
  /// @param partition what stands for the partition of every message
  record Terms(long frameBytesMax, int partition, EmptyKey emptyKey) {}

  private final Terms terms;
  private final Arrived arrived = new Arrived();
  private boolean lost;

  /// Most frames name the topic of the one before.
  private String topic = DEFAULT_TOPIC;

  private byte[] topicBytes = NOTHING;

  FrameCodec(Terms terms) {
    this.terms = terms;
  }

  /// Adds what has arrived; the array belongs to the codec from here on. Hot.
  void feed(byte[] bytes) {
    if (lost) return;
    arrived.add(bytes, arrived.size() < HEADER_BYTES ? 0 : HEADER_BYTES + length());
  }

  /// The next frame, or null until more bytes come. Hot.
  @Nullable Frame next() {
    if (arrived.size() < HEADER_BYTES) return null;
    var length = length();
    if (length > terms.frameBytesMax()) return desynchronised();
    if (arrived.size() - HEADER_BYTES < length) return null;
    var to = HEADER_BYTES + (int) length;
    var frame = length == 0 ? new Invalid(Reason.EMPTY) : cut(to);
    arrived.skip(to);
    return frame;
  }

  /// What is left when the client has closed: half a frame, or nothing.
  @Nullable Frame end() {
    var truncated = arrived.size() > 0;
    arrived.clear();
    return truncated ? new Invalid(Reason.TRUNCATED) : null;
  }

  /// Lets go of what was cut, and tells how many bytes it still keeps. Hot.
  int keep() {
    return arrived.keep();
  }

  /// Throws away what waits, and whatever still comes.
  void abandon() {
    lost = true;
    arrived.clear();
  }

  /// A wrong length hides where the next frame begins, so the connection is of no more use.
  private Frame desynchronised() {
    abandon();
    return new Invalid(Reason.TOO_LARGE);
  }

  private long length() {
    return arrived.unsigned(0)
        | arrived.unsigned(1) << 8
        | arrived.unsigned(2) << 16
        | (long) arrived.unsigned(3) << 24;
  }

  private Frame cut(int to) {
    var bucketFrom = HEADER_BYTES + 1;
    var bucketEnd = bucketFrom + arrived.unsigned(HEADER_BYTES);
    if (bucketEnd >= to) return new Invalid(Reason.BOUNDS);
    var keyEnd = bucketEnd + 1 + arrived.unsigned(bucketEnd);
    if (keyEnd > to) return new Invalid(Reason.BOUNDS);
    var key = keyEnd == bucketEnd + 1 ? emptyKey() : arrived.bytes(bucketEnd + 1, keyEnd);
    var value = arrived.bytes(keyEnd, to);
    return new Frame.Whole(
        new Message(
            topic(bucketFrom, bucketEnd), terms.partition(), Message.NOW, key, value, List.of()));
  }

  private byte @Nullable [] emptyKey() {
    return terms.emptyKey() == EmptyKey.NULL ? null : NOTHING;
  }

  /// Byte for byte: a name that is no ASCII stays illegal, and the delivery says so.
  private String topic(int from, int to) {
    if (!arrived.equals(from, to, topicBytes)) {
      topicBytes = arrived.bytes(from, to);
      topic = from == to ? DEFAULT_TOPIC : arrived.text(from, to);
    }
    return topic;
  }
}
