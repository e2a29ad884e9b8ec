package dev.weir.bench;

import java.util.concurrent.locks.LockSupport;

/// Waits between two looks.
final class Pause {
  private Pause() {}

  static void millis(long millis) {
    LockSupport.parkNanos(millis * 1_000_000);
  }
}
