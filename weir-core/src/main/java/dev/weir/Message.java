package dev.weir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message on its way to a topic.
///
/// The arrays are handed over: whoever made them never writes them again. A null value is a
/// tombstone, an empty one is a value of no bytes; both arrive as they came.
///
/// @param partition the one that the caller chose, or [#ANY_PARTITION] or [#BY_CRC32]
/// @param timestamp milliseconds since 1970 that the caller chose, or [#NOW]
@SuppressWarnings(
    "ArrayRecordComponent") // compared by nobody; a copy a message would cost the hot path
public record Message(
    String topic,
    int partition,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers) {

  /// Kafka's own partitioner decides.
  public static final int ANY_PARTITION = Integer.MIN_VALUE;

  /// The key decides, by its CRC-32 as librdkafka does it; without a key it is any one.
  public static final int BY_CRC32 = ANY_PARTITION + 1;

  /// The time of sending.
  public static final long NOW = Long.MIN_VALUE;

  public static Message of(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    return new Message(topic, ANY_PARTITION, NOW, key, value, List.of());
  }

  /// Hot. Whether the caller chose the partition.
  public boolean namesPartition() {
    return partition > BY_CRC32;
  }

  /// The bytes that a sink has to carry: key, value and headers.
  public int sizeBytes() {
    var size = length(key) + length(value);
    for (var header : headers) {
      size += header.name().length() + length(header.value());
    }
    return size;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
