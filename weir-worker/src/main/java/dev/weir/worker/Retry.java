package dev.weir.worker;

import java.time.Duration;

/// How often a message is tried, and how long each wait between two attempts is. Only its key
/// waits.
///
/// The wait doubles with each attempt.
///
/// ```java
/// Retry.times(8).from(Duration.ofSeconds(1)).upTo(Duration.ofMinutes(1))
/// ```
///
/// @param attempts the first one counts
/// @param jitter the part by which a wait may be longer or shorter, so that what failed together
///   does not come again together: 0.2 for a fifth
public record Retry(int attempts, Duration from, Duration upTo, double jitter) {
  public Retry {
    if (attempts < 1) {
      throw new IllegalArgumentException("A message is tried once at least, not " + attempts);
    }
    if (from.isNegative() || upTo.compareTo(from) < 0) {
      throw new IllegalArgumentException(
          "Waits from %s up to %s are none: the first is >= 0 and <= the last"
              .formatted(from, upTo));
    }
    if (!(jitter >= 0 && jitter < 1)) {
      throw new IllegalArgumentException("A jitter is >= 0 and < 1, not " + jitter);
    }
  }

  /// So many attempts, with waits of 100 ms, 200 ms … up to 10 s, each a fifth longer or shorter.
  public static Retry times(int attempts) {
    return new Retry(attempts, Duration.ofMillis(100), Duration.ofSeconds(10), 0.2);
  }

  /// One attempt, and no other.
  public static Retry never() {
    return times(1);
  }

  /// Without an end: no message of the key gets past one that fails, and none becomes a dead letter
  /// but those that are [Outcome.Dead] themselves.
  public static Retry forever() {
    return times(Integer.MAX_VALUE);
  }

  /// The same, and the first wait is that long.
  public Retry from(Duration first) {
    return new Retry(attempts, first, first.compareTo(upTo) > 0 ? first : upTo, jitter);
  }

  /// The same, and no wait is longer than that.
  public Retry upTo(Duration last) {
    return new Retry(attempts, from, last, jitter);
  }

  /// The same, and waits are longer or shorter by up to that part of them; 0 for none.
  public Retry jitter(double part) {
    return new Retry(attempts, from, upTo, part);
  }

  /// The wait after that attempt failed.
  ///
  /// @param luck from 0 to 1
  Duration waitAfter(int attempt, double luck) {
    var doubled = Math.scalb((double) Times.bounded(from).toNanos(), Math.min(attempt - 1, 62));
    var wait = Math.min(doubled, (double) Times.bounded(upTo).toNanos());
    return Duration.ofNanos((long) (wait * (1 + jitter * (2 * luck - 1))));
  }
}
