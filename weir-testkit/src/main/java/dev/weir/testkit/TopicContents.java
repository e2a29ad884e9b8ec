package dev.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What is in a topic, for assertions.
public final class TopicContents {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  private final String bootstrapServers;
  private final String topic;

  private TopicContents(String bootstrapServers, String topic) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
  }

  public static TopicContents of(String bootstrapServers, String topic) {
    return new TopicContents(bootstrapServers, topic);
  }

  /// Reads from the start until there are this many records; fails after a minute.
  public List<ConsumerRecord<byte[], byte[]>> records(int count) {
    var records = readUntil(read -> read.size() >= count, PATIENCE);
    assertThat(records).as("records in topic %s", topic).hasSizeGreaterThanOrEqualTo(count);
    return records;
  }

  /// Reads all that is there now.
  public List<ConsumerRecord<byte[], byte[]>> recordsNow() {
    return readUntil(_ -> false, Duration.ZERO);
  }

  /// Waits until every one of these values is there.
  public void eventuallyContains(String... values) {
    var wanted = List.of(values);
    var records = readUntil(read -> new HashSet<>(texts(read)).containsAll(wanted), PATIENCE);
    assertThat(texts(records)).as("values in topic %s", topic).contains(values);
  }

  /// Waits until these values are there and checks that there is nothing else, in this order.
  public void eventuallyContainsExactly(String... values) {
    var records = readUntil(read -> read.size() >= values.length, PATIENCE);
    assertThat(texts(records)).as("values in topic %s", topic).containsExactly(values);
  }

  private static List<String> texts(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  /// Reads until the condition holds and everything that was there at the start is read.
  private List<ConsumerRecord<byte[], byte[]>> readUntil(
      Predicate<List<ConsumerRecord<byte[], byte[]>>> enough, Duration patience) {
    var read = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    var deadline = System.nanoTime() + patience.toNanos();
    try (var consumer = consumer()) {
      var partitions = partitions(consumer, deadline);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      do {
        consumer.poll(POLL).forEach(read::add);
      } while (!reached(consumer, ends)
          || (!enough.test(read) && System.nanoTime() - deadline < 0));
    }
    return read;
  }

  /// Asks until the topic is there: it may be about to be created.
  private List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, long deadlineNanos) {
    List<TopicPartition> partitions;
    do {
      partitions =
          consumer.partitionsFor(topic, PATIENCE).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
    } while (partitions.isEmpty() && System.nanoTime() - deadlineNanos < 0);
    assertThat(partitions).as("partitions of topic %s", topic).isNotEmpty();
    return partitions;
  }

  private static boolean reached(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "allow.auto.create.topics", "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
