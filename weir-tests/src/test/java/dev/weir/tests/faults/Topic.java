package dev.weir.tests.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A topic of a test's broker.
record Topic(String bootstrapServers, String name) {
  private static final Duration READ_AT_MOST = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int PARTITIONS = 3;

  /// Creates it.
  static Topic create(String bootstrapServers, String name, Map<String, String> configs)
      throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      var topic = new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()).configs(configs);
      admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("topic " + name + " was not created", e);
    }
    return new Topic(bootstrapServers, name);
  }

  static Topic create(String bootstrapServers, String name) throws Exception {
    return create(bootstrapServers, name, Map.of());
  }

  /// Compares all that it has with what the loads sent.
  Verdict check(Load... loads) {
    var checker = Checker.of(loads);
    var deadline = System.nanoTime() + READ_AT_MOST.toNanos();
    try (var consumer = consumer()) {
      var partitions =
          consumer.partitionsFor(name).stream()
              .map(partition -> new TopicPartition(name, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        if (System.nanoTime() - deadline > 0)
          throw new IllegalStateException("reading " + name + " takes too long");
        consumer.poll(POLL).forEach(checker::see);
      }
    }
    return checker.verdict();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "allow.auto.create.topics", "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
