package dev.weir.bench;

import java.util.Map;

/// A way to process a topic: ours, or one that it is compared with.
interface Contender {
  /// Begins to process the topic from its first record on, as a new group.
  AutoCloseable start(Order order);

  /// What is to be processed, and what with.
  ///
  /// @param concurrency how many records may be in progress at once
  record Order(
      String servers,
      String topic,
      int partitions,
      String group,
      int concurrency,
      WorkerTask task) {
    /// The settings of Kafka's own consumer, for those that are handed one or its settings.
    Map<String, Object> consumer(boolean commitsItself) {
      return Map.of(
          "bootstrap.servers",
          servers,
          "group.id",
          group,
          "auto.offset.reset",
          "earliest",
          "enable.auto.commit",
          commitsItself,
          "key.deserializer",
          "org.apache.kafka.common.serialization.ByteArrayDeserializer",
          "value.deserializer",
          "org.apache.kafka.common.serialization.ByteArrayDeserializer");
    }
  }
}
