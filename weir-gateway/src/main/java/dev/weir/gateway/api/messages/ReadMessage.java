package dev.weir.gateway.api.messages;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A message, made readable when that is first wanted. One thread.
final class ReadMessage {
  private final ConsumerRecord<byte[], byte[]> kafka;
  private final Decoding decoding;
  private @Nullable Shown key;
  private @Nullable Shown value;

  ReadMessage(ConsumerRecord<byte[], byte[]> kafka, Decoding decoding) {
    this.kafka = kafka;
    this.decoding = decoding;
  }

  ConsumerRecord<byte[], byte[]> kafka() {
    return kafka;
  }

  long time() {
    return kafka.timestamp();
  }

  /// What it takes in memory, nearly.
  int bytes() {
    var bytes = Math.max(0, kafka.serializedKeySize()) + Math.max(0, kafka.serializedValueSize());
    for (var header : kafka.headers()) {
      var value = header.value();
      bytes += header.key().length() + (value == null ? 0 : value.length);
    }
    return bytes;
  }

  @Nullable Shown key() {
    if (key == null) key = decoding.key(kafka.key());
    return key;
  }

  @Nullable Shown value() {
    if (value == null) value = decoding.value(kafka.value());
    return value;
  }

  @Nullable Shown header(byte @Nullable [] bytes) {
    return decoding.header(bytes);
  }
}
