package dev.weir.delivery;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The way onto a lane's thread: any thread posts, the owner takes all that waits at once.
///
/// Items are chained through themselves, newest first, so posting is one compare-and-set and taking
/// one exchange however many wait. It has no bound of its own: the [Gate] bounds what is inside.
final class Inbox {
  /// What can be posted, once at a time.
  abstract static class Item {
    private @Nullable Item next;

    /// Done on the owner's thread.
    abstract void run();
  }

  /// To wake a sleeping thread costs as much as all else that is done for a message, so at full
  /// load it must not happen for each. A message may come late by this much.
  private static final long NAP_NANOS = 300_000;

  private volatile boolean asleep;
  private volatile boolean nudged;
  private final AtomicReference<@Nullable Item> newest = new AtomicReference<>();
  private final Thread owner;

  Inbox(Thread owner) {
    this.owner = owner;
  }

  /// Hot.
  void post(Item item) {
    Item before;
    do {
      before = newest.get();
      item.next = before;
    } while (!newest.compareAndSet(before, item));
    if (asleep) LockSupport.unpark(owner);
  }

  /// Ends the owner's sleep although nothing was posted. Any thread.
  void nudge() {
    nudged = true;
    if (asleep) LockSupport.unpark(owner);
  }

  boolean pending() {
    return nudged || newest.get() != null;
  }

  /// Runs all that waits, oldest first; parks for at most this long if nothing does. Owner only.
  void runAll(long parkNanos) {
    if (newest.get() == null && parkNanos > 0) rest(parkNanos);
    nudged = false;
    var item = oldestFirst(newest.getAndSet(null));
    while (item != null) {
      var next = item.next;
      item.next = null;
      item.run();
      item = next;
    }
  }

  /// First a nap that no post ends, then sleep that the next one does. Under load the nap is all
  /// there is, and what came meanwhile is taken as a batch.
  private void rest(long parkNanos) {
    LockSupport.parkNanos(this, Math.min(NAP_NANOS, parkNanos));
    // Set before the look and read after the post: one of the two sees the other.
    asleep = true;
    if (newest.get() == null && !nudged) LockSupport.parkNanos(this, parkNanos);
    asleep = false;
  }

  private static @Nullable Item oldestFirst(@Nullable Item newest) {
    Item reversed = null;
    while (newest != null) {
      var older = newest.next;
      newest.next = reversed;
      reversed = newest;
      newest = older;
    }
    return reversed;
  }
}
