package dev.weir.delivery;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The way onto a lane's thread: any thread posts, the owner takes all that waits at once.
///
/// Items are chained through themselves, newest first, so posting is one compare-and-set and taking
/// one exchange however many wait. It has no bound of its own: the [Gate] bounds what is inside.
final class Inbox {
  /// What can be posted, once.
  abstract static class Item {
    private @Nullable Item next;

    /// Done on the owner's thread.
    abstract void run();
  }

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
    // Only the first of a batch wakes the owner; it takes the later ones along.
    if (before == null) LockSupport.unpark(owner);
  }

  /// Runs all that waits, oldest first; parks for at most this long if nothing does. Owner only.
  void runAll(long parkNanos) {
    if (newest.get() == null) LockSupport.parkNanos(this, parkNanos);
    var item = oldestFirst(newest.getAndSet(null));
    while (item != null) {
      var next = item.next;
      item.next = null;
      item.run();
      item = next;
    }
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
