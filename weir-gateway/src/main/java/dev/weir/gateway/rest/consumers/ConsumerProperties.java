package dev.weir.gateway.rest.consumers;

import dev.weir.config.WeirConfig;
import dev.weir.gateway.web.RestException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What Kafka's consumer of an instance is made with.
///
/// In this order, and the last one counts: how the gateway reaches its cluster, what we hold right
/// for many consumers in one process, what the instance was made with, and what our own commits and
/// joins rest on.
final class ConsumerProperties {
  /// Thousands of consumers share a heap: each has no reports of its own, and little in its hands.
  private static final Map<String, Object> OURS =
      Map.ofEntries(
          Map.entry(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, ""),
          Map.entry(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, "false"),
          Map.entry(ConsumerConfig.METRICS_NUM_SAMPLES_CONFIG, "1"),
          Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, String.valueOf(8 << 20)),
          Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000"),
          // the thread that beats the heart looks up so often, in each of them
          Map.entry(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, "400"),
          // a seek waits for the fetch that is under way
          Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "200"),
          // a pattern's new topics are found so soon
          Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "30000"),
          Map.entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000"));

  /// What Kafka's client holds of one fetch, which no budget counts.
  private static final Set<String> AT_ONCE =
      Set.of(
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG);

  private ConsumerProperties() {}

  /// What is no number is refused later.
  private static void bound(Map<String, Object> properties, String key, int most) {
    var given = String.valueOf(properties.get(key));
    if (!given.matches("\\d{1,18}") || Long.parseLong(given) <= most) return;
    properties.put(key, String.valueOf(most));
  }

  static Map<String, Object> of(InstanceName name, InstanceConfig config, WeirConfig settings) {
    var properties = new HashMap<>(OURS);
    properties.putAll(settings.kafka().forConsumer());
    properties.putAll(config.kafka());
    AT_ONCE.forEach(key -> bound(properties, key, settings.consumers().maxBytes()));
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, name.group());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, name.name());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        String.valueOf(settings.rest().autoCreate()));
    return properties;
  }

  /// Throws what is to be told to the client, if Kafka does not take them.
  static void check(Map<String, Object> properties) {
    try {
      new ConsumerConfig(
          ConsumerConfig.appendDeserializerToConfig(
              properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    } catch (ConfigException e) {
      throw refused(e);
    }
  }

  /// Throws what is to be told to the client.
  static KafkaConsumer<byte[], byte[]> open(Map<String, Object> properties) {
    try {
      return new KafkaConsumer<>(
          properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof ConfigException || cause instanceof IllegalArgumentException) {
        throw refused((RuntimeException) cause);
      }
      throw e;
    }
  }

  private static RestException refused(RuntimeException e) {
    var text = String.valueOf(e.getMessage());
    if (text.contains(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
      return new RestException(503, 50302, "Kafka's address is not known: " + text).because(e);
    }
    return new RestException(422, 42204, "Kafka does not take this configuration: " + text)
        .because(e);
  }
}
