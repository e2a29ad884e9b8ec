package dev.weir.cli.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.Ran;
import dev.weir.cli.Transactions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A broker, and what is in its topics.
record Kafka(EmbeddedBroker broker) implements AutoCloseable {
  static Kafka start(Path folder) {
    return new Kafka(EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.resolve("kafka"))));
  }

  String servers() {
    return broker.bootstrapServers();
  }

  /// @param settings of the topic
  void create(String topic, int partitions, Map<String, String> settings) {
    var line = new ArrayList<>(List.of("topics", "create", topic, "-p", "" + partitions));
    settings.forEach((key, value) -> line.addAll(List.of("-c", key + "=" + value)));
    line.addAll(List.of("-b", servers(), "--timeout", "30s"));
    var created = Ran.weir(line.toArray(String[]::new));
    if (created.exitCode() != 0) throw new IllegalStateException(created.err());
  }

  /// All that there is when every transaction has ended, of those that were committed, partition by
  /// partition.
  List<ConsumerRecord<byte[], byte[]>> messages(String topic) {
    Transactions.settle(servers(), topic);
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers",
            servers(),
            "isolation.level",
            "read_committed",
            "allow.auto.create.topics",
            false);
    var bytes = new ByteArrayDeserializer();
    var consumer = new KafkaConsumer<>(settings, bytes, bytes);
    try {
      var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      for (var info : consumer.partitionsFor(topic)) {
        var partition = new TopicPartition(topic, info.partition());
        var end = consumer.endOffsets(List.of(partition)).values().iterator().next();
        consumer.assign(List.of(partition));
        consumer.seek(partition, 0);
        while (consumer.position(partition) < end) {
          consumer.poll(Duration.ofMillis(100)).forEach(found::add);
        }
      }
      return found;
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  /// Values as text.
  List<String> values(String topic) {
    return messages(topic).stream().map(Kafka::value).toList();
  }

  static String value(ConsumerRecord<byte[], byte[]> message) {
    return message.value() == null ? "null" : new String(message.value(), UTF_8);
  }

  /// `key=value`, with the partition before it.
  List<String> pairs(String topic) {
    return messages(topic).stream()
        .map(one ->
            "%d %s=%s"
                .formatted(
                    one.partition(),
                    one.key() == null ? "null" : new String(one.key(), UTF_8),
                    value(one)))
        .toList();
  }

  Ran produce(Ran.Around around, String... options) {
    var line = new ArrayList<>(List.of("produce"));
    line.addAll(List.of(options));
    line.addAll(List.of("-b", servers(), "--timeout", "30s"));
    return around.weir(line.toArray(String[]::new));
  }

  @Override
  public void close() {
    broker.close();
  }
}
