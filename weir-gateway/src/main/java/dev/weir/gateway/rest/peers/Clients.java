package dev.weir.gateway.rest.peers;

import dev.weir.config.KafkaConfig;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Kafka's clients for the claims: small, and none waits long.
///
/// @param kafka whose security settings they take over
record Clients(KafkaConfig kafka) {
  private static final String ID = "weir-peers";
  private static final int WAIT_MILLIS_MAX = 5_000;

  /// A write that comes after hours of silence looks nothing up.
  private static final Duration FORGET = Duration.ofDays(1);

  /// A topic that was made just now is known everywhere soon.
  private static final int AGAIN_AFTER_MILLIS = 20;

  private static final int BUFFER_BYTES = 1 << 20;

  /// Once written, an older write of it can come no more: else a withdrawn claim could rise again.
  Producer<byte[], byte[]> producer() {
    var properties = ours(kafka.forProducer());
    properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    properties.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WAIT_MILLIS_MAX);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, WAIT_MILLIS_MAX);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WAIT_MILLIS_MAX);
    properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, (int) FORGET.toMillis());
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BUFFER_BYTES / 64);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// In no group.
  Consumer<byte[], byte[]> consumer() {
    var properties = ours(kafka.forConsumer());
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, WAIT_MILLIS_MAX);
    properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2 * WAIT_MILLIS_MAX);
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, WAIT_MILLIS_MAX);
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Map<String, Object> ours(Map<String, Object> properties) {
    properties.put("client.id", ID);
    properties.put("enable.metrics.push", false);
    properties.put("retry.backoff.ms", AGAIN_AFTER_MILLIS);
    return properties;
  }
}
