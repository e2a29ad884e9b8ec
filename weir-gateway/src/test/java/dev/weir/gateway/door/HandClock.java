package dev.weir.gateway.door;

import dev.weir.Clock;
import java.time.Duration;

/// A clock that stands still until a test moves it.
final class HandClock implements Clock {
  private long nanos;

  @Override
  public long nanos() {
    return nanos;
  }

  void advance(Duration by) {
    nanos += by.toNanos();
  }
}
