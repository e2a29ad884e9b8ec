package dev.weir.gateway.rest.schema;

import dev.weir.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// Keeps what the registry has answered, up to a number and a size; what was not asked for the
/// longest goes first. Any thread.
///
/// Whoever asks first fetches it; others who ask meanwhile wait for the same. A failure is told
/// again for a second, so that a registry that is down is not asked for every record.
final class Kept<K, V> {
  private static final Duration FAILURE = Duration.ofSeconds(1);

  private final Clock clock;
  private final Duration goodFor;
  private final Bounds<K, V> bounds;

  /// Guards those beneath it; nobody waits while he has it.
  private final ReentrantLock lock = new ReentrantLock();

  private final LinkedHashMap<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /// Sizes are rough. Those of keys count also where there is no value: clients choose them.
  record Bounds<K, V>(int count, long bytes, ToLongFunction<K> keySize, ToLongFunction<V> size) {}

  private static final class Entry<V> {
    private final CompletableFuture<V> value = new CompletableFuture<>();

    /// Both are the lock's.
    private long untilNanos = Long.MAX_VALUE;

    private long bytes;
  }

  /// @param goodFor how long a value is
  Kept(Clock clock, Duration goodFor, Bounds<K, V> bounds) {
    this.clock = clock;
    this.goodFor = goodFor;
    this.bounds = bounds;
  }

  /// The value, fetched where it is not here.
  V get(K key, Deadline deadline, Supplier<V> fetch) {
    var mine = new Entry<V>();
    var entry = entry(key, mine);
    if (entry == mine) fill(key, mine, fetch);
    return value(entry, deadline);
  }

  private Entry<V> entry(K key, Entry<V> mine) {
    lock.lock();
    try {
      var there = entries.get(key);
      if (there != null && clock.nanos() < there.untilNanos) return there;
      if (there != null) bytes -= there.bytes;
      entries.put(key, mine);
      return mine;
    } finally {
      lock.unlock();
    }
  }

  private void fill(K key, Entry<V> entry, Supplier<V> fetch) {
    var keySize = bounds.keySize().applyAsLong(key);
    try {
      var value = fetch.get();
      settle(key, entry, goodFor, keySize + bounds.size().applyAsLong(value));
      entry.value.complete(value);
    } catch (RuntimeException | Error e) {
      settle(key, entry, FAILURE, keySize);
      entry.value.completeExceptionally(e);
    }
  }

  private void settle(K key, Entry<V> entry, Duration goodFor, long size) {
    lock.lock();
    try {
      entry.untilNanos = clock.nanos() + goodFor.toNanos();
      if (entries.get(key) != entry) return; // it has been pushed out already
      entry.bytes = size;
      bytes += size;
      shrink();
    } finally {
      lock.unlock();
    }
  }

  private void shrink() {
    var eldest = entries.values().iterator();
    while (entries.size() > bounds.count() || (bytes > bounds.bytes() && entries.size() > 1)) {
      bytes -= eldest.next().bytes;
      eldest.remove();
    }
  }

  private static <V> V value(Entry<V> entry, Deadline deadline) {
    try {
      return entry.value.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException _) {
      throw Failures.noTime();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Failures.noTime();
    }
  }
}
