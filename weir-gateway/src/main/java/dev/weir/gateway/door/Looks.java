package dev.weir.gateway.door;

import dev.weir.Clock;

/// Bounds what is spent on tokens of addresses that have shown wrong ones: so many looks a second,
/// of all of them together. Any thread.
final class Looks {
  /// A signature takes half a millisecond: a twentieth of a processor.
  static final int A_SECOND_MAX = 100;

  private static final long SECOND_NANOS = 1_000_000_000;

  private final Clock clock;

  /// These are guarded by this.
  private long secondNanos;

  private int taken;

  Looks(Clock clock) {
    this.clock = clock;
    this.secondNanos = clock.nanos();
  }

  synchronized boolean take() {
    var now = clock.nanos();
    if (now - secondNanos >= SECOND_NANOS) {
      secondNanos = now;
      taken = 0;
    }
    if (taken == A_SECOND_MAX) return false;
    taken++;
    return true;
  }
}
