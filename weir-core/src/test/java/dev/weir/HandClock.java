package dev.weir;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Time that passes only when a test says so. It starts below zero, as a real one may.
public final class HandClock implements Clock {
  private final AtomicLong nanos = new AtomicLong(-1_000_000_000_000L);

  @Override
  public long nanos() {
    return nanos.get();
  }

  public void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }
}
