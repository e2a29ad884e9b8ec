package dev.weir.worker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A record of Kafka, decoded.
///
/// @param time the record's timestamp
/// @param key null where the record has none
/// @param value null for a tombstone
/// @param attempt 1 for the first
/// @param raw the bytes as they came; handed over, not to be written to
public record Message<K, V>(
    Position position,
    Instant time,
    @Nullable K key,
    @Nullable V value,
    Headers headers,
    int attempt,
    Raw raw) {

  /// The bytes of a record; null where there are none.
  @SuppressWarnings("ArrayRecordComponent")
  public record Raw(byte @Nullable [] key, byte @Nullable [] value) {}

  /// The topic it was read from, which may be a retry topic.
  public String topic() {
    return position.topic();
  }

  /// The number of its partition.
  public int partition() {
    return position.partition();
  }

  /// Its offset in its partition.
  public long offset() {
    return position.offset();
  }

  /// Whether the record says that its key is gone.
  public boolean isTombstone() {
    return raw.value() == null;
  }
}
