package dev.weir.testkit.worker;

import dev.weir.worker.Ack;
import dev.weir.worker.Headers;
import dev.weir.worker.WriteException;
import dev.weir.worker.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A writer that writes nowhere and keeps what it was given; it answers at once, or fails.
///
/// ```java
/// var receipts = new FakeWriter<String, Receipt>("receipts");
/// …
/// assertThat(receipts.sent()).extracting(FakeWriter.Sent::key).containsExactly("k1");
/// ```
///
/// All is written to partition 0 at the time 0. Any thread.
public final class FakeWriter<K, V> implements Writer<K, V> {
  private final String topic;
  private final ReentrantLock lock = new ReentrantLock();

  // All below under the lock.
  private final List<Sent<K, V>> sent = new ArrayList<>();
  private final List<Raw> sentRaw = new ArrayList<>();
  private @Nullable RuntimeException failure;
  private int failing;
  private long next;
  private boolean closed;

  public FakeWriter(String topic) {
    this.topic = topic;
  }

  /// What was acknowledged.
  public record Sent<K, V>(@Nullable K key, @Nullable V value, Headers headers) {}

  /// What was acknowledged, of what was sent as bytes.
  @SuppressWarnings("ArrayRecordComponent")
  public record Raw(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {}

  /// The next so many fail with a [WriteException].
  public void fail(int records) {
    failWith(records, new WriteException("The test wants that topic '" + topic + "' fails", null));
  }

  /// The next so many fail with that.
  public void failWith(int records, RuntimeException why) {
    lock.lock();
    try {
      failing = records;
      failure = why;
    } finally {
      lock.unlock();
    }
  }

  /// In order, without those that failed.
  public List<Sent<K, V>> sent() {
    lock.lock();
    try {
      return List.copyOf(sent);
    } finally {
      lock.unlock();
    }
  }

  /// As [#sent()], for [#sendRaw].
  public List<Raw> sentRaw() {
    lock.lock();
    try {
      return List.copyOf(sentRaw);
    } finally {
      lock.unlock();
    }
  }

  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CompletableFuture<Ack> send(@Nullable K key, @Nullable V value, Headers headers) {
    return put(() -> sent.add(new Sent<>(key, value, headers)));
  }

  @Override
  public CompletableFuture<Ack> sendRaw(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return put(() -> sentRaw.add(new Raw(key, value, headers)));
  }

  private CompletableFuture<Ack> put(Runnable keep) {
    lock.lock();
    try {
      if (closed) throw new IllegalStateException("The writer to '%s' is closed".formatted(topic));
      if (failing > 0 && failure != null) {
        failing--;
        return CompletableFuture.failedFuture(failure);
      }
      keep.run();
      return CompletableFuture.completedFuture(new Ack(topic, 0, next++, Instant.EPOCH));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Ack write(@Nullable K key, @Nullable V value, Headers headers) {
    try {
      return send(key, value, headers).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : e;
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }
}
