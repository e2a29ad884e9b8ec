package dev.weir.gateway.net;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/// The body of one request: its bytes as they come, and the room that they take. Owned by whoever
/// reads or handles the request.
final class Body {
  private static final int LARGE_BYTES = 128 << 10;
  private static final byte[] NO_BYTES = {};

  private final HttpLimits limits;

  /// How it is packed, or null.
  private final @Nullable Packing packing;

  private @Nullable Buffer received;
  private byte @Nullable [] unpacked;
  private boolean copied;
  private long takenBytes;

  Body(HttpLimits limits, @Nullable Packing packing) {
    this.limits = limits;
    this.packing = packing;
  }

  /// Answers a refusal where it has become too much. Hot.
  @Nullable Answer add(Buffer chunk) {
    var before = received;
    received = before == null ? chunk : grown(before).appendBuffer(chunk);
    var length = received.length();
    if (length > limits.requestBytes()) return Refusals.tooLarge(-1, limits.requestBytes());
    return length > takenBytes && !take(length - takenBytes) ? noRoom() : null;
  }

  /// The first chunk is the network's own buffer: only a copy of it may grow.
  private Buffer grown(Buffer before) {
    if (copied) return before;
    copied = true;
    return Buffer.buffer(2 * before.length()).appendBuffer(before);
  }

  private boolean take(long bytes) {
    if (!limits.budget().take(bytes)) return false;
    takenBytes += bytes;
    return true;
  }

  private Answer noRoom() {
    return Refusals.noRoom(limits.budget().limitBytes());
  }

  /// Whether it takes long to handle: an event loop has other connections to serve. What is packed
  /// may become large.
  boolean isLarge() {
    return packing != null || (received != null && received.length() > LARGE_BYTES);
  }

  /// Unpacks what is packed, or answers why that cannot be.
  @Nullable Answer unpack() {
    if (packing == null) return null;
    var outcome = Unpacked.of(packing, raw(), limits.requestBytes(), limits.budget());
    return switch (outcome) {
      case Unpacked.Plain(var bytes) -> keep(bytes);
      case Unpacked.TooLarge _ -> Refusals.tooLarge(-1, limits.requestBytes());
      case Unpacked.NoRoom _ -> noRoom();
      case Unpacked.Broken(var why) -> Refusals.broken(packing, why);
    };
  }

  /// In place of what was packed.
  private @Nullable Answer keep(byte[] bytes) {
    release();
    if (!take(bytes.length)) return noRoom();
    unpacked = bytes;
    return null;
  }

  byte[] bytes() {
    return unpacked == null ? raw() : unpacked;
  }

  private byte[] raw() {
    return received == null ? NO_BYTES : received.getBytes();
  }

  /// Gives its room back, once and for all but for what is unpacked after that.
  void release() {
    limits.budget().giveBack(takenBytes);
    takenBytes = 0;
    received = null;
    unpacked = null;
  }
}
