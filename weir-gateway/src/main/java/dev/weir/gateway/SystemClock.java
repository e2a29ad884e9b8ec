package dev.weir.gateway;

import dev.weir.Clock;

/// The machine's clock.
public final class SystemClock implements Clock {
  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long millis() {
    return System.currentTimeMillis();
  }
}
