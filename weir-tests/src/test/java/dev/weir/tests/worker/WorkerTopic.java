package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Kafka;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A topic whose records are numbered by their keys, and the group of that name that processes it.
///
/// One test's thread writes.
final class WorkerTopic {
  private static final AtomicInteger TOPICS = new AtomicInteger();
  private static final int NUMBER_BYTES = 10;

  private final BrokerExtension kafka;
  private final String name;
  private final int partitions;
  private final Map<ByteBuffer, Integer> numbers = new HashMap<>();
  private int written;

  private WorkerTopic(BrokerExtension kafka, String name, int partitions) {
    this.kafka = kafka;
    this.name = name;
    this.partitions = partitions;
  }

  /// A broker whose groups change hands as quickly as they can.
  static BrokerExtension broker() {
    return BrokerExtension.create()
        .with("group.consumer.heartbeat.interval.ms", "200")
        .with("group.consumer.min.heartbeat.interval.ms", "200")
        .with("group.consumer.assignment.interval.ms", "0");
  }

  static WorkerTopic create(BrokerExtension kafka, int partitions) {
    return create(kafka, "topic" + TOPICS.incrementAndGet(), partitions);
  }

  static WorkerTopic create(BrokerExtension kafka, String name, int partitions) {
    kafka.createTopic(name, partitions);
    return new WorkerTopic(kafka, name, partitions);
  }

  String name() {
    return name;
  }

  /// How many records it has.
  int written() {
    return written;
  }

  /// Begins a worker of its group.
  WorkerBuilder<byte[], byte[]> worker() {
    return Worker.on(Kafka.at(kafka.bootstrapServers())).group(name).topics(name);
  }

  /// Writes records with keys, to the partitions that Kafka chooses for these.
  WorkerTopic write(int count, IntFunction<String> key) {
    return writeRecords(count, i -> record(null, key.apply(i).getBytes(UTF_8)));
  }

  /// Writes records with keys to one partition.
  WorkerTopic writeTo(int partition, int count, IntFunction<String> key) {
    return writeRecords(count, i -> record(partition, key.apply(i).getBytes(UTF_8)));
  }

  /// Writes records without keys, to each partition in turn.
  WorkerTopic writeWithoutKeys(int count) {
    return writeRecords(count, i -> record(i % partitions, null));
  }

  /// Writes records that are made with [#record].
  WorkerTopic writeRecords(int count, Rows rows) {
    var settings = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
    var bytes = new ByteArraySerializer();
    var acks = new ArrayList<Future<RecordMetadata>>();
    try (var producer = new KafkaProducer<>(settings, bytes, bytes)) {
      for (var i = 0; i < count; i++) acks.add(producer.send(rows.row(i)));
    }
    for (var ack : acks) ack.resultNow();
    written += count;
    return this;
  }

  /// Makes the records that are written.
  @FunctionalInterface
  interface Rows {
    ProducerRecord<byte[], byte[]> row(int i);
  }

  /// The next record of a key, stamped now.
  ///
  /// @param partition null for Kafka's choice
  ProducerRecord<byte[], byte[]> record(@Nullable Integer partition, byte @Nullable [] key) {
    return record(partition, null, key, NUMBER_BYTES);
  }

  /// @param time null for now
  /// @param size of the value in bytes
  ProducerRecord<byte[], byte[]> record(
      @Nullable Integer partition, @Nullable Long time, byte @Nullable [] key, int size) {
    var lane = ByteBuffer.wrap(key == null ? new byte[] {0, 1, 2, 3} : key.clone());
    var number = numbers.merge(lane, 1, Integer::sum);
    var value =
        Arrays.copyOf(String.format("%0" + NUMBER_BYTES + "d", number).getBytes(UTF_8), size);
    return new ProducerRecord<>(name, partition, time, key, value);
  }

  /// What was written as text.
  static String text(byte @Nullable [] bytes) {
    return new String(Objects.requireNonNull(bytes), UTF_8);
  }

  /// The number of a record among those of its key, from 1 on.
  static int numberOf(byte @Nullable [] value) {
    return Integer.parseInt(text(value).substring(0, NUMBER_BYTES));
  }

  /// The next offset of each partition by the group's commit; without those that have none.
  Map<Integer, Long> committed() {
    try (var admin = admin()) {
      var committed = new TreeMap<Integer, Long>();
      var offsets = admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata();
      offsets
          .get(20, TimeUnit.SECONDS)
          .forEach((partition, offset) -> {
            if (partition.topic().equals(name) && offset != null) {
              committed.put(partition.partition(), offset.offset());
            }
          });
      return committed;
    } catch (Exception e) {
      throw new IllegalStateException("The commits of " + name + " were not told", e);
    }
  }

  /// Commits for its group, as somebody else would.
  WorkerTopic commit(int partition, long offset, String metadata) {
    var commit = new OffsetAndMetadata(offset, metadata);
    try (var admin = admin()) {
      admin
          .alterConsumerGroupOffsets(name, Map.of(new TopicPartition(name, partition), commit))
          .all()
          .get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("The commit of " + name + " was refused", e);
    }
    return this;
  }

  /// What the group's commit of a partition says beside the offset.
  String metadata(int partition) {
    try (var admin = admin()) {
      var commits = admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata();
      var commit = commits.get(20, TimeUnit.SECONDS).get(new TopicPartition(name, partition));
      return commit == null ? "" : commit.metadata();
    } catch (Exception e) {
      throw new IllegalStateException("The commits of " + name + " were not told", e);
    }
  }

  /// The next offset of each partition that has records.
  Map<Integer, Long> ends() {
    var latest =
        IntStream.range(0, partitions)
            .boxed()
            .collect(Collectors.toMap(p -> new TopicPartition(name, p), p -> OffsetSpec.latest()));
    try (var admin = admin()) {
      var ends = new TreeMap<Integer, Long>();
      admin
          .listOffsets(latest)
          .all()
          .get(20, TimeUnit.SECONDS)
          .forEach((partition, end) -> {
            if (end.offset() > 0) ends.put(partition.partition(), end.offset());
          });
      return ends;
    } catch (Exception e) {
      throw new IllegalStateException("The ends of " + name + " were not told", e);
    }
  }

  /// What its group has not settled: another worker of it is given that now.
  Attempts rest() {
    var rest = new Attempts();
    try (var worker = worker().each(rest.doing(message -> {}))) {
      worker.start();
      var ends = ends();
      Await.until("all is settled", () -> committed().equals(ends));
    }
    return rest;
  }

  /// The values of the topic for its dead letters.
  List<byte[]> deadLetters(int count) {
    return kafka.topic(name + ".dlt").records(count).stream().map(r -> r.value()).toList();
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }
}
