package dev.weir;

/// The only source of time in Weir, so that a test can move it by hand.
@FunctionalInterface
public interface Clock {
  /// Nanoseconds since some fixed moment. It never jumps.
  long nanos();

  /// Milliseconds since 1970, for the time that a message carries; never for measuring. A clock
  /// that knows nanoseconds alone counts them from its own beginning.
  default long millis() {
    return nanos() / 1_000_000;
  }
}
