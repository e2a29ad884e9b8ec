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
  private volatile boolean waitingStopped;

  Window(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /// Waits for room; takes nothing and answers false when waiting was stopped before there is any.
  /// One message is let through however large it is, when nothing else is there.
  boolean take(long bytes) {
    if (full(bytes) && !awaitRoom(bytes)) return false;
    used.addAndGet(bytes);
    return true;
  }

  private boolean awaitRoom(long bytes) {
    waiter = Thread.currentThread();
    while (full(bytes) && !waitingStopped) LockSupport.parkNanos(this, SLICE_NANOS);
    waiter = null;
    return !full(bytes);
  }

  private boolean full(long bytes) {
    var usedBytes = used.get();
    return usedBytes > 0 && usedBytes + bytes > limitBytes;
  }

  /// Nobody waits any more, now and later. Any thread.
  void stopWaiting() {
    waitingStopped = true;
    LockSupport.unpark(waiter);
  }

  boolean waitingStopped() {
    return waitingStopped;
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
    LockSupport.unpark(waiter); // null: nobody waits
  }

  long usedBytes() {
    return used.get();
  }
}
