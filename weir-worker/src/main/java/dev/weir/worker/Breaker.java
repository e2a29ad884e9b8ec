package dev.weir.worker;

import java.time.Duration;

/// When to stop trying because nothing succeeds any more: what the processor needs is away, and it
/// would be wrong to make dead letters of all that comes meanwhile.
///
/// @param failures so many different messages in a row; [Integer#MAX_VALUE] for never
/// @param pause how long nothing is tried; then one message at a time is, until one succeeds
public record Breaker(int failures, Duration pause) {
  public Breaker {
    if (failures < 1 || pause.isNegative()) {
      throw new IllegalArgumentException(
          "A breaker opens after 1 failure at least and pauses for >= 0, not after %d for %s"
              .formatted(failures, pause));
    }
  }

  /// Opens when so many different messages have failed in a row, for 10 s.
  public static Breaker after(int failures) {
    return new Breaker(failures, Duration.ofSeconds(10));
  }

  /// Never opens.
  public static Breaker off() {
    return new Breaker(Integer.MAX_VALUE, Duration.ZERO);
  }

  /// The same, and nothing is tried for that long.
  public Breaker pause(Duration time) {
    return new Breaker(failures, time);
  }

  /// Whether messages are tried.
  public enum State {
    /// All are.
    CLOSED,
    /// None is.
    OPEN,
    /// One message at a time is tried.
    HALF_OPEN
  }
}
