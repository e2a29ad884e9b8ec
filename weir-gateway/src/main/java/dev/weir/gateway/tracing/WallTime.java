package dev.weir.gateway.tracing;

import dev.weir.Clock;

/// Turns the nanoseconds of Weir's clock into those since 1970. Any thread.
///
/// Spans of one trace that are near to one another are laid on the same scale, so that none begins
/// before what caused it; the scale is set anew at times, for the two clocks drift apart.
final class WallTime {
  private static final long FRESH_NANOS = 10_000_000_000L;

  /// Two readings of one moment.
  private record Scale(long nanos, long sinceEpochNanos) {}

  private final Clock clock;
  private volatile Scale scale;

  WallTime(Clock clock) {
    this.clock = clock;
    this.scale = now();
  }

  private Scale now() {
    return new Scale(clock.nanos(), clock.millis() * 1_000_000);
  }

  Finished.Times between(long begunNanos, long endedNanos) {
    var used = scale;
    if (endedNanos - used.nanos() > FRESH_NANOS) {
      used = now();
      scale = used; // another thread may do the same: either will do
    }
    var offset = used.sinceEpochNanos() - used.nanos();
    return new Finished.Times(begunNanos + offset, Math.max(begunNanos, endedNanos) + offset);
  }
}
