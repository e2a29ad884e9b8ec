package dev.weir.worker;

import java.util.Collection;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is to happen at a time, on a thread of its own, which holds the lanes' lock meanwhile.
final class Timers {
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Lock lock;
  private final Condition changed;
  private boolean closed;

  /// @param tenure what it is about; null where it is about no partition alone
  /// @param task called under the lock; short
  private record Timer(long dueNanos, @Nullable Tenure tenure, Runnable task)
      implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return Long.signum(dueNanos - other.dueNanos);
    }
  }

  /// @param lock the one that all of it happens under
  Timers(Lock lock) {
    this.lock = lock;
    this.changed = lock.newCondition();
  }

  /// @param fatal told why no timer fires any more
  void start(String name, Consumer<Throwable> fatal) {
    Thread.ofPlatform()
        .daemon()
        .name(name)
        .uncaughtExceptionHandler((thread, failure) -> fatal.accept(failure))
        .start(this::run);
  }

  /// Under the lock.
  void at(long dueNanos, Runnable task) {
    at(dueNanos, null, task);
  }

  /// Under the lock. Forgotten when that partition has gone.
  void at(long dueNanos, @Nullable Tenure tenure, Runnable task) {
    var first = timers.peek();
    timers.add(new Timer(dueNanos, tenure, task));
    if (first == null || dueNanos - first.dueNanos < 0) changed.signal();
  }

  /// Under the lock. What waits for something in these never comes.
  void forget(Collection<Tenure> gone) {
    timers.removeIf(timer -> timer.tenure != null && gone.contains(timer.tenure));
  }

  /// Under the lock.
  void close() {
    closed = true;
    timers.clear();
    changed.signal();
  }

  private void run() {
    lock.lock();
    try {
      while (!closed) {
        var first = timers.peek();
        var wait = first == null ? Long.MAX_VALUE : first.dueNanos - System.nanoTime();
        if (first != null && wait <= 0) {
          timers.remove();
          first.task.run();
        } else {
          var left = changed.awaitNanos(wait);
          if (left > wait) return; // never: the compiler wants the answer used
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
