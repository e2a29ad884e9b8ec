package dev.weir.worker;

import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/// What is to happen at a time, on a thread of its own, which holds the lanes' lock meanwhile.
final class Timers {
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final Lock lock;
  private final Condition changed;
  private boolean closed;

  /// @param task called under the lock; short
  private record Timer(long dueNanos, Runnable task) implements Comparable<Timer> {
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

  void start(String name) {
    Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  /// Under the lock.
  void at(long dueNanos, Runnable task) {
    var first = timers.peek();
    timers.add(new Timer(dueNanos, task));
    if (first == null || dueNanos - first.dueNanos < 0) changed.signal();
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
