package dev.weir;

/// The only source of time in Weir, so that a test can move it by hand.
@FunctionalInterface
public interface Clock {
  /// Nanoseconds since some fixed moment. It never jumps.
  long nanos();
}
