package dev.weir.bench;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The producer of every subject that has one: safe settings, all else as Kafka has it.
final class PlainProducer {
  private PlainProducer() {}

  /// An empty linger leaves Kafka's own.
  static KafkaProducer<byte[], byte[]> open(String bootstrap, String lingerMillis) {
    var settings = new HashMap<String, Object>();
    settings.putAll(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true));
    if (!lingerMillis.isEmpty()) {
      settings.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
    }
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
