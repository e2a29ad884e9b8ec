package dev.weir.gateway.door;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Has few passwords calculated at a time: each takes a processor for a while, and messages want
/// one too. Any thread that may block.
final class Turns {
  private static final int AT_ONCE_MAX = 4;
  private static final int WAITING_MAX = 64;
  static final int WAIT_SECONDS_MAX = 10;

  /// Half of the processors, so that virtual threads always have some left.
  private final Semaphore turns =
      new Semaphore(
          Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, AT_ONCE_MAX), true);

  boolean take(BooleanSupplier calculation) {
    if (turns.getQueueLength() >= WAITING_MAX) throw new BusyException();
    try {
      if (!turns.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) throw new BusyException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusyException();
    }
    try {
      return calculation.getAsBoolean();
    } finally {
      turns.release();
    }
  }
}
