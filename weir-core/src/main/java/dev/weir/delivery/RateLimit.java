package dev.weir.delivery;

import dev.weir.Problem;
import dev.weir.config.Rate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one topic or one client may send: messages, bytes, or both. Guarded by itself, so that many
/// threads together get no more than one would.
final class RateLimit {
  private final @Nullable Rate perMessage;
  private final @Nullable Rate perByte;
  private final @Nullable RateWindow messages;
  private final @Nullable RateWindow bytes;
  private long refused;

  RateLimit(String whose, @Nullable Rate messages, @Nullable Rate bytes, long startNanos) {
    this.perMessage = messages;
    this.perByte = bytes;
    this.messages =
        messages == null ? null : new RateWindow(messages, "messages", whose, startNanos);
    this.bytes = bytes == null ? null : new RateWindow(bytes, "bytes", whose, startNanos);
  }

  /// Whether it was made for these rates, which new settings may change.
  boolean isFor(@Nullable Rate messages, @Nullable Rate bytes) {
    return Objects.equals(messages, perMessage) && Objects.equals(bytes, perByte);
  }

  /// Lets one message through, or says why not and counts nothing. Where another limit holds as
  /// well, both let it through or neither. A topic's comes before a client's, always, so that no
  /// two threads wait for one another. Hot.
  synchronized @Nullable Problem take(long nowNanos, int sizeBytes, @Nullable RateLimit other) {
    var problem = refusal(nowNanos, sizeBytes);
    if (problem == null && other != null) problem = other.take(nowNanos, sizeBytes, null);
    if (problem == null) count(sizeBytes);
    else refused++;
    return problem;
  }

  /// What it lets through, and how much of that is in use.
  synchronized RateUse use(RateUse.Kind kind, String name, long nowNanos) {
    return new RateUse(
        kind, name, use(perMessage, messages, nowNanos), use(perByte, bytes, nowNanos), refused);
  }

  private static RateUse.@Nullable Window use(
      @Nullable Rate rate, @Nullable RateWindow window, long nowNanos) {
    return rate == null || window == null
        ? null
        : new RateUse.Window(window.used(nowNanos), rate.amount(), rate.per());
  }

  private @Nullable Problem refusal(long nowNanos, int sizeBytes) {
    var problem = bytes == null ? null : bytes.refusal(nowNanos, sizeBytes);
    return problem != null || messages == null ? problem : messages.refusal(nowNanos, 1);
  }

  private void count(int sizeBytes) {
    if (messages != null) messages.count(1);
    if (bytes != null) bytes.count(sizeBytes);
  }
}
