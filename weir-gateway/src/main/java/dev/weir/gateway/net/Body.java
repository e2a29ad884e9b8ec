package dev.weir.gateway.net;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of one request: its bytes as they come, and the room that they take. Owned by whoever
/// reads or handles the request.
final class Body {
  private static final int LARGE_BYTES = 128 << 10;

  /// A smaller chunk is copied.
  private static final int KEPT_BYTES_MIN = 4 << 10;

  private static final byte[] NO_BYTES = {};

  private final HttpLimits limits;

  /// How it is packed, or null.
  private final @Nullable Packing packing;

  /// What has come: the network's own buffers where they are large, else one that grows, for small
  /// ones would take more room than their bytes.
  private final List<Buffer> received = new ArrayList<>(1);

  private @Nullable Buffer growing;
  private long length;
  private byte @Nullable [] unpacked;
  private long takenBytes;

  Body(HttpLimits limits, @Nullable Packing packing) {
    this.limits = limits;
    this.packing = packing;
  }

  /// Answers a refusal where it has become too much. Hot.
  @Nullable Answer add(Buffer chunk) {
    keep(chunk);
    length += chunk.length();
    if (length > limits.requestBytes()) return Refusals.tooLarge(-1, limits.requestBytes());
    return length > takenBytes && !take(length - takenBytes) ? noRoom() : null;
  }

  /// Most bodies are one chunk, which is left as it is.
  private void keep(Buffer chunk) {
    var present = growing;
    if (received.isEmpty() || chunk.length() >= KEPT_BYTES_MIN) {
      received.add(chunk);
      growing = null;
    } else if (present != null) {
      present.appendBuffer(chunk);
    } else {
      growing = Buffer.buffer(2 * chunk.length()).appendBuffer(chunk);
      received.add(growing);
    }
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
    return packing != null || length > LARGE_BYTES;
  }

  /// Unpacks what is packed, or answers why that cannot be.
  @Nullable Answer unpack() {
    if (packing == null) return null;
    var outcome = Unpacked.of(packing, raw(), limits.requestBytes(), limits.budget());
    return switch (outcome) {
      case Unpacked.Plain(var bytes) -> keep(bytes);
      case Unpacked.TooLarge _ -> Refusals.tooLarge(-1, limits.requestBytes());
      case Unpacked.Bomb _ -> Refusals.bomb();
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
    if (received.isEmpty()) return NO_BYTES;
    if (received.size() == 1) return received.getFirst().getBytes();
    var bytes = new byte[(int) length];
    var at = 0;
    for (var part : received) {
      part.getBytes(bytes, at);
      at += part.length();
    }
    return bytes;
  }

  /// Gives its room back, once and for all but for what is unpacked after that.
  void release() {
    limits.budget().giveBack(takenBytes);
    takenBytes = 0;
    received.clear();
    growing = null;
    unpacked = null;
  }
}
