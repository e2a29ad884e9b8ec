package dev.weir.gateway.api.live;

import dev.weir.Clock;
import org.jspecify.annotations.Nullable;

/// Notices a wall clock that jumps, by one that never does. One thread looks.
final class Jumps {
  private static final long JUMP_MILLIS = 5_000;
  private static final long TOLD_NANOS = 600_000_000_000L;

  private final Clock clock;
  private long offsetMillis;
  private long jumpedMillis;
  private long jumpedNanos;

  Jumps(Clock clock) {
    this.clock = clock;
    this.offsetMillis = offset();
  }

  private long offset() {
    return clock.millis() - clock.nanos() / 1_000_000;
  }

  /// Compared with the last look: a clock that drifts is led back in small steps, which are none.
  @Nullable Trouble look() {
    var offset = offset();
    var jump = offset - offsetMillis;
    offsetMillis = offset;
    if (Math.abs(jump) >= JUMP_MILLIS) {
      jumpedMillis = jump;
      jumpedNanos = clock.nanos();
    }
    return jumpedMillis == 0 || clock.nanos() - jumpedNanos > TOLD_NANOS ? null : trouble();
  }

  private Trouble trouble() {
    return Trouble.of(
        Kind.STORED,
        "The clock of this machine jumped by %,d s".formatted(jumpedMillis / 1_000),
        "messages without a time of their own carry that of this machine",
        "See to its time service (chrony, systemd-timesyncd)");
  }
}
