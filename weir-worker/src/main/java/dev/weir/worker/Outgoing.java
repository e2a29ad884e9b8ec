package dev.weir.worker;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A record that is to be written, for [WorkerBuilder#exactlyOnce].
///
/// @param partition null for the one that the key gives
@SuppressWarnings("ArrayRecordComponent")
public record Outgoing(
    String topic,
    @Nullable Integer partition,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers) {
  public Outgoing {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(headers, "headers");
    if (partition != null && partition < 0) {
      throw new IllegalArgumentException("partition >= 0, or null, not " + partition);
    }
  }

  public static Outgoing to(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    return new Outgoing(topic, null, key, value, Headers.none());
  }

  /// As the codecs say; null stays null.
  public static <K, V> Outgoing to(
      String topic, Codec<K> keys, @Nullable K key, Codec<V> values, @Nullable V value) {
    var ofKey = new Codec.Context(topic, true, Headers.none());
    var ofValue = new Codec.Context(topic, false, Headers.none());
    return to(
        topic,
        key == null ? null : keys.encode(ofKey, key),
        value == null ? null : values.encode(ofValue, value));
  }

  public Outgoing with(Headers headers) {
    return new Outgoing(topic, partition, key, value, headers);
  }
}
