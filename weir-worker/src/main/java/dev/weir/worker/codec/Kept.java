package dev.weir.worker.codec;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Keeps what was fetched, up to a number; what was not asked for the longest goes first. Any
/// thread.
///
/// A thread of its own fetches it, so that the end of whoever asked first is not that of the others
/// who wait for the same. A failure is told again for a second, so that a registry that is down is
/// not asked for every record.
final class Kept<K, V> {
  private static final long FAILURE_NANOS = Duration.ofSeconds(1).toNanos();

  private final int max;
  private final LongSupplier nanos;

  /// Guards the one beneath it; nobody waits while he has it.
  private final ReentrantLock lock = new ReentrantLock();

  private final LinkedHashMap<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

  private static final class Entry<V> {
    private final CompletableFuture<V> value = new CompletableFuture<>();

    /// Written before the value is completed, read after.
    private long failedNanos;

    boolean isOver(long nowNanos) {
      return value.isCompletedExceptionally() && nowNanos - failedNanos > FAILURE_NANOS;
    }
  }

  Kept(int max, LongSupplier nanos) {
    this.max = max;
    this.nanos = nanos;
  }

  /// The value, fetched where it is not here. What `fetch` throws is thrown to all who wait.
  V get(K key, Supplier<V> fetch, Duration within) {
    var entry = entry(key, fetch).value;
    try {
      return entry.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RegistryException again -> throw again.again();
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (TimeoutException e) {
      throw new RegistryException(
          "The schema registry did not answer within %,d ms".formatted(within.toMillis()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException("Interrupted while the schema registry was asked", e);
    }
  }

  private Entry<V> entry(K key, Supplier<V> fetch) {
    lock.lock();
    try {
      var there = entries.get(key);
      if (there != null && !there.isOver(nanos.getAsLong())) return there;
      var mine = new Entry<V>();
      entries.put(key, mine);
      shrink(entries);
      Thread.ofVirtual().name("weir-schema").start(() -> fill(mine, fetch));
      return mine;
    } finally {
      lock.unlock();
    }
  }

  private void shrink(Map<K, Entry<V>> map) {
    if (map.size() <= max) return;
    var eldest = map.entrySet().iterator();
    eldest.next();
    eldest.remove();
  }

  private void fill(Entry<V> entry, Supplier<V> fetch) {
    try {
      entry.value.complete(fetch.get());
    } catch (RuntimeException | Error e) {
      entry.failedNanos = nanos.getAsLong();
      entry.value.completeExceptionally(e);
    }
  }
}
