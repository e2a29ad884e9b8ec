package dev.weir.worker;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Writes to a topic.
///
/// ```java
/// try (var writer = Writer.to(Kafka.at("localhost:9092")).topic("signups")
///     .keys(Codecs.string()).values(Codecs.json(Signup.class)).open()) {
///   writer.write("ann", new Signup("Ann"));
/// }
/// ```
///
/// An [Ack] says that all replicas in sync have the record, once: what Kafka's client sends again
/// by itself is not written twice. One writer serves all threads, and is quicker than several, as
/// it sends records together.
///
/// Headers are in the order: those of the builder's function, then those of the call, which replace
/// those of the same name, then those of telemetry.
public interface Writer<K, V> extends AutoCloseable {
  /// Begins to say how to write; see [WriterBuilder] for all of it.
  static WriterBuilder<byte[], byte[]> to(Kafka kafka) {
    return WriterBuilder.to(kafka);
  }

  /// As [#send(Object, Object, Headers)], without headers.
  default CompletableFuture<Ack> send(@Nullable K key, @Nullable V value) {
    return send(key, value, Headers.none());
  }

  /// Sends, and does not wait for the answer. It may wait until the topic is known, or until there
  /// is memory for the record, for a third of the deadline at most.
  ///
  /// What hangs on the future runs on the thread that sends for all, and must not wait; use its
  /// methods that end in `Async` for what does.
  ///
  /// @param key null for a record without one
  /// @param value null for a tombstone
  /// @return the ack, or a [WriteException] when the deadline has passed or Kafka refuses
  /// @throws IllegalStateException if the writer is closed
  CompletableFuture<Ack> send(@Nullable K key, @Nullable V value, Headers headers);

  /// As [#write(Object, Object, Headers)], without headers.
  default Ack write(@Nullable K key, @Nullable V value) {
    return write(key, value, Headers.none());
  }

  /// Sends, and waits for the answer.
  ///
  /// @throws WriteException if there is none when the deadline has passed, or Kafka refuses
  /// @throws IllegalStateException if the writer is closed
  Ack write(@Nullable K key, @Nullable V value, Headers headers);

  /// As [#send(Object, Object, Headers)], with bytes that no codec touches.
  CompletableFuture<Ack> sendRaw(byte @Nullable [] key, byte @Nullable [] value, Headers headers);

  /// Waits until Kafka has answered for all that was sent, for the deadline at most; what has no
  /// answer by then fails.
  @Override
  void close();
}
