package dev.weir.worker.meters;

import dev.weir.worker.Health;
import dev.weir.worker.Stats;
import dev.weir.worker.Worker;
import io.micrometer.core.instrument.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// What a worker has said last: one answer for all the meters that are read together.
///
/// A registry reads its meters one by one and says neither where that begins nor where it ends. So
/// an answer holds for a moment that is longer than reading them all, and shorter than the pause
/// before they are read again. Used by any thread.
final class Snapshots {
  private static final long HOLDS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Worker worker;
  private final Clock clock;
  private final PartitionMeters partitions;
  private final ReentrantLock lock = new ReentrantLock();

  // All below under the lock.
  private Stats stats;
  private Health health;
  private long takenNanos;
  private boolean closed;

  /// The beginnings of the window that percentiles are told of: the second one takes the place of
  /// the first one each minute.
  private Stats from;

  private Stats middle;
  private long turnedNanos;

  Snapshots(Worker worker, Clock clock, PartitionMeters partitions) {
    this.worker = worker;
    this.clock = clock;
    this.partitions = partitions;
    stats = worker.stats();
    health = worker.health();
    from = stats;
    middle = stats;
    takenNanos = clock.monotonicTime();
    turnedNanos = takenNanos;
  }

  Stats stats() {
    lock.lock();
    try {
      var now = clock.monotonicTime();
      if (!closed && now - takenNanos >= HOLDS_NANOS) take(now);
      return stats;
    } finally {
      lock.unlock();
    }
  }

  Health health() {
    lock.lock();
    try {
      stats();
      return health;
    } finally {
      lock.unlock();
    }
  }

  /// What was timed in the last one to two minutes.
  Stats.Times recent(Function<Stats, Stats.Times> times) {
    lock.lock();
    try {
      return minus(times.apply(stats()), times.apply(from));
    } finally {
      lock.unlock();
    }
  }

  void take() {
    lock.lock();
    try {
      take(clock.monotonicTime());
    } finally {
      lock.unlock();
    }
  }

  private void take(long now) {
    stats = worker.stats();
    health = worker.health();
    takenNanos = now;
    if (now - turnedNanos >= WINDOW_NANOS) {
      from = middle;
      middle = stats;
      turnedNanos = now;
    }
    partitions.show(stats.partitions());
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      partitions.close();
    } finally {
      lock.unlock();
    }
  }

  private static Stats.Times minus(Stats.Times now, Stats.Times then) {
    var buckets = now.buckets().clone();
    for (var i = 0; i < buckets.length; i++) buckets[i] -= then.buckets()[i];
    return new Stats.Times(now.count() - then.count(), now.seconds() - then.seconds(), buckets);
  }
}
