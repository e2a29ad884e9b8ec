package dev.weir.sink.kafka;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The bytes on their way to Kafka, kept below what the producer can buffer, so that the producer
/// never makes the lane wait inside `send`.
///
/// The lane's thread takes and waits; the producer's thread gives back.
final class Window {
  /// Waits are cut into slices, so that a wake-up that came too early costs no more than this.
  private static final long SLICE_NANOS = 1_000_000;

  private final long limitBytes;
  private final AtomicLong used = new AtomicLong();
  private volatile @Nullable Thread waiter;

  Window(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /// Waits for room. One message is let through however large it is, when nothing else is there.
  void take(long bytes) {
    if (used.get() + bytes > limitBytes) awaitRoom(bytes);
    used.addAndGet(bytes);
  }

  private void awaitRoom(long bytes) {
    waiter = Thread.currentThread();
    while (used.get() > 0 && used.get() + bytes > limitBytes) {
      LockSupport.parkNanos(this, SLICE_NANOS);
    }
    waiter = null;
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
    LockSupport.unpark(waiter); // null: nobody waits
  }

  long usedBytes() {
    return used.get();
  }
}
