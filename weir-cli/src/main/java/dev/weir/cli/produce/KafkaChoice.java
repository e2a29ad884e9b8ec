package dev.weir.cli.produce;

import dev.weir.cli.cluster.Cluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/// How Kafka is to take the messages.
///
/// @param acks `0`, `1` or `all`
/// @param compression of batches; null: as `-X` says, else lz4
/// @param deliveryMax after which a message has failed
record KafkaChoice(
    String acks, @Nullable String compression, boolean transaction, Duration deliveryMax) {
  private static final int BATCH_BYTES = 128 << 10;
  private static final int LINGER_MILLIS = 5;
  private static final int REQUEST_MILLIS_MAX = 30_000;

  /// Kafka undoes what takes longer; as long as brokers allow by default.
  private static final int TRANSACTION_MILLIS = 15 * 60_000;

  /// A batch of several messages is never too large for its topic, whatever that takes.
  int batchBytes(KafkaTopic topic) {
    return topic.limitBytes() < 0 ? BATCH_BYTES : Math.clamp(topic.limitBytes(), 1, BATCH_BYTES);
  }

  KafkaProducer<byte[], byte[]> producer(Cluster cluster, KafkaTopic topic) {
    var settings = new HashMap<String, Object>();
    var deliveryMillis = Math.toIntExact(deliveryMax.toMillis());
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "weir-produce");
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, batchBytes(topic));
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        Math.clamp(deliveryMillis - LINGER_MILLIS, 1, REQUEST_MILLIS_MAX));
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryMillis);
    // The topic's own limit decides.
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    settings.keySet().removeAll(cluster.connection().properties().keySet());
    settings.putAll(promised());
    return cluster.producer(settings);
  }

  /// What was asked for in so many words, and what order needs.
  private Map<String, Object> promised() {
    var settings = new HashMap<String, Object>();
    settings.put(ProducerConfig.ACKS_CONFIG, acks);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, acks.equals("all"));
    // Sent again, a batch would come behind those that were sent after it.
    if (acks.equals("1")) settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    if (compression != null) settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression);
    if (transaction) {
      settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "weir-produce-" + UUID.randomUUID());
    }
    return settings;
  }
}
