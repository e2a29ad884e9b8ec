package dev.weir.gateway;

import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Waits until an assertion holds, for a bounded time.
public final class Await {
  private static final long AT_MOST_NANOS = 20_000_000_000L;
  private static final long PAUSE_NANOS = 2_000_000;

  private Await() {}

  /// Tries until it passes; fails as it last failed.
  public static void until(ThrowingCallable assertion) {
    var start = System.nanoTime();
    while (true) {
      try {
        assertion.call();
        return;
      } catch (Throwable e) {
        if (System.nanoTime() - start > AT_MOST_NANOS) throw new AssertionError("not in time", e);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
