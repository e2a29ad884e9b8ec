package dev.weir.gateway;

import dev.weir.delivery.Budget;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Watches how much of a budget is in use, and remembers the most it saw.
public final class HighWater implements AutoCloseable {
  private static final long PAUSE_NANOS = 50_000;

  private final AtomicLong highest = new AtomicLong();
  private volatile boolean closed;

  public HighWater(Budget budget) {
    Thread.ofPlatform().daemon().start(() -> watch(budget));
  }

  private void watch(Budget budget) {
    while (!closed) {
      highest.accumulateAndGet(budget.usedBytes(), Math::max);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  public long bytes() {
    return highest.get();
  }

  @Override
  public void close() {
    closed = true;
  }
}
