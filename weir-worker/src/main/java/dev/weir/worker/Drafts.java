package dev.weir.worker;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// Makes the records of a [Rehearsal] of what its test gives.
final class Drafts {
  private final Plan<?, ?> plan;
  private final RetryTopics retryTopics;

  Drafts(Plan<?, ?> plan, RetryTopics retryTopics) {
    this.plan = plan;
    this.retryTopics = retryTopics;
  }

  byte @Nullable [] key(String topic, @Nullable Object key, Headers headers) {
    return encoded(plan.keys, new Codec.Context(topic, true, headers), key);
  }

  byte @Nullable [] value(String topic, @Nullable Object value, Headers headers) {
    return encoded(plan.values, new Codec.Context(topic, false, headers), value);
  }

  /// The types are forgotten where a worker is built: the codec itself says what it does not take.
  private static byte @Nullable [] encoded(
      Codec<?> codec, Codec.Context context, @Nullable Object thing) {
    if (thing == null) return null;
    if (codec == Bytes.ONE && thing instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      @SuppressWarnings("unchecked")
      var any = (Codec<Object>) codec;
      return any.encode(context, thing);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "The worker's codec of %s does not take a %s; use what it takes, or sendRaw"
              .formatted(context.key() ? "keys" : "values", thing.getClass().getName()),
          e);
    }
  }

  /// @throws IllegalArgumentException if the worker does not read it
  void check(String topic) {
    var pattern = plan.pattern;
    var named = pattern == null ? plan.topics.contains(topic) : pattern.matcher(topic).matches();
    if (named || retryTopics.delay(topic) != null) return;
    throw new IllegalArgumentException(
        "The worker does not read topic '%s': it reads %s"
            .formatted(topic, pattern == null ? plan.topics : pattern));
  }

  ConsumerRecord<byte[], byte[]> record(
      Position position, Instant time, Message.Raw raw, Headers headers) {
    var key = raw.key();
    var value = raw.value();
    return new ConsumerRecord<>(
        position.topic(),
        position.partition(),
        position.offset(),
        time.toEpochMilli(),
        TimestampType.CREATE_TIME,
        key == null ? ConsumerRecord.NULL_SIZE : key.length,
        value == null ? ConsumerRecord.NULL_SIZE : value.length,
        key,
        value,
        new org.apache.kafka.common.header.internals.RecordHeaders(RecordHeaders.kafka(headers)),
        Optional.empty());
  }
}
