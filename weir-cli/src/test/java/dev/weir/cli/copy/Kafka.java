package dev.weir.cli.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.Ran;
import dev.weir.cli.Transactions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A broker with what a test asks of it.
final class Kafka implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  Kafka(Path folder) {
    broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder));
    admin = Admin.create(Map.of("bootstrap.servers", bootstrap()));
    producer = producer(Map.of());
  }

  String bootstrap() {
    return broker.bootstrapServers();
  }

  Admin admin() {
    return admin;
  }

  KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    var settings = new HashMap<String, Object>(more);
    settings.put("bootstrap.servers", bootstrap());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void create(String topic, int partitions, Map<String, String> config) throws Exception {
    var created = new NewTopic(topic, partitions, (short) 1).configs(config);
    admin.createTopics(List.of(created)).all().get(60, TimeUnit.SECONDS);
    // Before its leaders answer, a batch may get ahead of the one before.
    while (!hasLeaders(topic, partitions)) LockSupport.parkNanos(10_000_000);
  }

  private boolean hasLeaders(String topic, int partitions) throws Exception {
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    for (var i = 0; i < partitions; i++) {
      ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
    }
    try {
      return admin.listOffsets(ends).all().get(60, TimeUnit.SECONDS).size() == partitions;
    } catch (ExecutionException e) {
      return false; // not yet
    }
  }

  /// A topic with a message for each value; its key is the value too.
  void fill(String topic, int partitions, List<String> values) throws Exception {
    create(topic, partitions, Map.of());
    send(values.stream().map(value -> of(topic, value)).toList());
  }

  static ProducerRecord<byte[], byte[]> of(String topic, String value) {
    return new ProducerRecord<>(topic, value.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  void send(List<ProducerRecord<byte[], byte[]>> messages) throws Exception {
    var sent = new ArrayList<Future<RecordMetadata>>();
    messages.forEach(message -> sent.add(producer.send(message)));
    for (var future : sent) future.get(60, TimeUnit.SECONDS);
  }

  /// All messages that are committed, partition by partition.
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers", bootstrap(), "isolation.level", "read_committed");
    var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(one -> new TopicPartition(topic, one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(found::add);
      }
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
    found.sort(Comparator.comparingInt(ConsumerRecord::partition));
    return found;
  }

  /// How many messages are before a group's offsets.
  long committed(String group) {
    try {
      var asked = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata();
      return asked.get(60, TimeUnit.SECONDS).values().stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (ExecutionException e) {
      return 0; // there is no such group yet
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /// Of those that are there, when all transactions have ended.
  List<String> values(String topic) {
    Transactions.settle(bootstrap(), topic);
    return read(topic).stream().map(message -> new String(message.value(), UTF_8)).toList();
  }

  /// All there is of each message but its offset, when all transactions have ended.
  List<String> whole(String topic) {
    Transactions.settle(bootstrap(), topic);
    return read(topic).stream()
        .map(message ->
            "%d %d %s %s %s"
                .formatted(
                    message.partition(),
                    message.timestamp(),
                    Arrays.toString(message.key()),
                    Arrays.toString(message.value()),
                    headers(message)))
        .toList();
  }

  private static List<String> headers(ConsumerRecord<byte[], byte[]> message) {
    var headers = new ArrayList<String>();
    for (var header : message.headers()) {
      headers.add(header.key() + Arrays.toString(header.value()));
    }
    return headers;
  }

  Ran weir(Path folder, String... command) {
    var line = new ArrayList<>(List.of(command));
    line.addAll(List.of("-b", bootstrap(), "--timeout", "30s"));
    return Ran.Around.in(folder).weir(line.toArray(String[]::new));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    admin.close(Duration.ofSeconds(5));
    broker.close();
  }
}
