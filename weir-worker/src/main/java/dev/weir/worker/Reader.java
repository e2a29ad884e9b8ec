package dev.weir.worker;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Reads topics for a group, for those who want to ask for messages instead of being called.
///
/// ```java
/// try (var reader = Reader.from(Kafka.at("localhost:9092"))
///     .group("audit").topics("signups").values(Codecs.json(Signup.class)).open()) {
///   for (var message : reader.read(Duration.ofSeconds(1))) {
///     archive.add(message.value());
///     reader.done(message);
///   }
/// }
/// ```
///
/// It keeps what a [Worker] promises, as it rests on the same parts: only what is [done][#done] is
/// committed, in whatever order that is said; what was read and is not done when the reader ends
/// comes again. It has no retries and no breaker, as it makes no attempts. Messages of a partition
/// are read in order.
///
/// Kafka is asked in the background, also while nobody reads: the group never thinks that a reader
/// is gone because its user takes long, and commits go on.
public interface Reader<K, V> extends AutoCloseable {
  /// Begins to say what to read; see [ReaderBuilder] for all of it.
  static ReaderBuilder<byte[], byte[]> from(Kafka kafka) {
    return ReaderBuilder.from(kafka);
  }

  /// What comes next; waits for that.
  ///
  /// A message that does not decode is not given: it goes to the dead letters, unless the builder
  /// says otherwise. Where the codec fails for now it throws that, and the next call gives the
  /// message.
  ///
  /// @return empty where nothing came within that time, or as many messages as may be held are read
  ///   and not done
  /// @throws IllegalStateException if the reader is closed, or cannot go on
  List<Message<K, V>> read(Duration atMost);

  /// The message is processed, and may be committed. Any thread.
  ///
  /// @return false where that comes too late, as its partition has gone: the message comes again,
  ///   perhaps to another reader; also where it was said before
  boolean done(Message<K, V> message);

  Set<Partition> assignment();

  /// Commits what is done, and leaves the group.
  @Override
  void close();
}
