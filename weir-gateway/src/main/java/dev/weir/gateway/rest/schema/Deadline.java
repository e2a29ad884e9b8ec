package dev.weir.gateway.rest.schema;

import dev.weir.Clock;
import java.time.Duration;

/// Until when somebody waits, however many answers of the registry that takes.
record Deadline(Clock clock, long atNanos) {
  static Deadline in(Duration time, Clock clock) {
    return new Deadline(clock, clock.nanos() + time.toNanos());
  }

  /// At least one: whoever has no time left is told so by whatever waits.
  Duration left() {
    return Duration.ofNanos(Math.max(1, atNanos - clock.nanos()));
  }
}
