package dev.weir.testkit.worker;

import dev.weir.worker.Headers;
import dev.weir.worker.Message;
import dev.weir.worker.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Makes a message as a processor is given it.
///
/// ```java
/// var message = Messages.of("contacts", "k1", new Contact("Ann")).attempt(2).message();
/// ```
///
/// It is the first attempt at the record at offset 0 of partition 0, of 1970, without headers,
/// where nothing else is said. The raw bytes of what is neither bytes nor text are those of its
/// `toString`, until [#raw] says better.
public final class Messages<K, V> {
  private final @Nullable K key;
  private final @Nullable V value;
  private final String topic;
  private int partition;
  private long offset;
  private Instant time = Instant.EPOCH;
  private Headers headers = Headers.none();
  private int attempt = 1;
  private Message.Raw raw;

  private Messages(String topic, @Nullable K key, @Nullable V value) {
    this.topic = topic;
    this.key = key;
    this.value = value;
    raw = new Message.Raw(bytes(key), bytes(value));
  }

  /// Begins a message.
  ///
  /// @param key null for a record without one
  /// @param value null for a tombstone
  public static <K, V> Messages<K, V> of(String topic, @Nullable K key, @Nullable V value) {
    return new Messages<>(topic, key, value);
  }

  public Messages<K, V> partition(int number) {
    partition = number;
    return this;
  }

  public Messages<K, V> offset(long number) {
    offset = number;
    return this;
  }

  /// The record's timestamp.
  public Messages<K, V> time(Instant stamp) {
    time = stamp;
    return this;
  }

  /// One more header, at the end.
  public Messages<K, V> header(String name, String text) {
    headers = headers.with(name, text);
    return this;
  }

  /// These headers in place of those before.
  public Messages<K, V> headers(Headers all) {
    headers = all;
    return this;
  }

  /// Which attempt at it this is.
  ///
  /// @param number 1 for the first
  public Messages<K, V> attempt(int number) {
    attempt = number;
    return this;
  }

  /// The bytes that key and value came as.
  public Messages<K, V> raw(byte @Nullable [] keyBytes, byte @Nullable [] valueBytes) {
    raw = new Message.Raw(keyBytes, valueBytes);
    return this;
  }

  public Message<K, V> message() {
    var position = new Position(topic, partition, offset);
    return new Message<>(position, time, key, value, headers, attempt, raw);
  }

  private static byte @Nullable [] bytes(@Nullable Object thing) {
    return switch (thing) {
      case null -> null;
      case byte[] bytes -> bytes;
      case Object other -> other.toString().getBytes(StandardCharsets.UTF_8);
    };
  }
}
