package dev.weir.cli.dlt;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Sends the letters of one topic back to where they came from, each once.
///
/// What is sent and what is remembered of it are one transaction, [#BATCH] letters at a time; its
/// id is the topic's, so that of two runs the older one is refused.
final class Redrive implements AutoCloseable {
  private static final int BATCH = 500;
  private static final String NAME = "weir-redrive-";

  private final Io io;
  private final Cluster cluster;
  private final String topic;
  private final @Nullable String to;
  private final String group;
  private final KafkaProducer<byte[], byte[]> producer;

  /// Nobody: what is remembered in the group is no member's.
  private final ConsumerGroupMetadata members;

  private final Map<TopicPartition, Redriven> redriven = new HashMap<>();

  /// How many partitions each target has, as far as it was asked for.
  private final Map<String, Integer> partitions = new HashMap<>();

  private final List<Future<?>> sending = new ArrayList<>();
  private long sent;

  /// @param to where all of them are sent; null for where each came from
  Redrive(Io io, Cluster cluster, String topic, @Nullable String to) {
    this.io = io;
    this.cluster = cluster;
    this.topic = topic;
    this.to = to;
    this.group = NAME + topic;
    this.members = members();
    this.producer =
        cluster.producer(
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                NAME + topic,
                ProducerConfig.ACKS_CONFIG,
                "all"));
  }

  private ConsumerGroupMetadata members() {
    var consumer = cluster.consumer(Map.of(ConsumerConfig.GROUP_ID_CONFIG, group));
    try {
      return consumer.groupMetadata();
    } finally {
      Cluster.closeAtOnce(consumer);
    }
  }

  /// What would be sent.
  ///
  /// @param byTarget how many letters go to each topic
  /// @param homeless those that do not say where they came from
  record Plan(Map<String, Long> byTarget, long homeless) {
    long count() {
      return byTarget.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /// Reads what was sent before, and counts what would be sent now.
  Plan plan(Predicate<Letter> chosen) {
    remember();
    var byTarget = new TreeMap<String, Long>();
    var homeless = new long[1];
    read(
        chosen,
        letter -> {
          var target = target(letter);
          if (target == null) homeless[0]++;
          else byTarget.merge(target, 1L, Long::sum);
        });
    return new Plan(byTarget, homeless[0]);
  }

  /// Has every other run on this topic refused from now on, and sends.
  ///
  /// @return how many are in Kafka
  long send(Predicate<Letter> chosen, long expected) {
    try (var progress = Progress.start(io, "redrive", expected)) {
      producer.initTransactions();
      remember(); // what another run did until now
      read(
          chosen,
          letter -> {
            send(letter);
            progress.done(1, Math.max(0, letter.record().serializedValueSize()));
          });
      commit();
      return sent;
    } catch (KafkaException e) {
      throw cluster.failure(e);
    }
  }

  long sent() {
    return sent;
  }

  private void remember() {
    Map<TopicPartition, OffsetAndMetadata> committed =
        cluster.ask(admin ->
            admin
                .listConsumerGroupOffsets(
                    group, new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata()
                .get());
    redriven.clear();
    committed.forEach((partition, offset) -> {
      if (partition.topic().equals(topic)) redriven.put(partition, Redriven.of(offset));
    });
  }

  /// A consumer of letters.
  private interface Each {
    void letter(Letter letter);
  }

  private void read(Predicate<Letter> chosen, Each each) {
    var from = new HashMap<TopicPartition, Long>();
    redriven.forEach((partition, sent) -> from.put(partition, sent.position()));
    new Letters(io, cluster)
        .read(
            List.of(topic),
            from,
            letter -> {
              var before = of(letter);
              before.reached(letter.record().offset());
              if (!before.has(letter.record().offset()) && chosen.test(letter)) each.letter(letter);
              return !io.stop().asked();
            });
  }

  private Redriven of(Letter letter) {
    var record = letter.record();
    return redriven.computeIfAbsent(
        new TopicPartition(record.topic(), record.partition()), _ -> new Redriven(record.offset()));
  }

  private @Nullable String target(Letter letter) {
    return to == null ? letter.topic() : to;
  }

  private void send(Letter letter) {
    var target = target(letter);
    if (target == null) return;
    if (sending.isEmpty()) producer.beginTransaction();
    var record = letter.record();
    // A transaction that fails as a whole tells it at its commit.
    sending.add(
        producer.send(
            new ProducerRecord<>(
                target,
                partition(target, letter),
                record.timestamp() < 0 ? null : record.timestamp(),
                record.key(),
                record.value(),
                letter.before())));
    of(letter).add(record.offset());
    if (sending.size() == BATCH) commit();
  }

  /// Where it was, so that it stays with its key; null where there is no such partition any more.
  private @Nullable Integer partition(String target, Letter letter) {
    var count = partitions.computeIfAbsent(target, name -> producer.partitionsFor(name).size());
    var was = letter.partition();
    return target.equals(letter.topic()) && was >= 0 && was < count ? (Integer) (int) was : null;
  }

  private void commit() {
    if (sending.isEmpty()) return;
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    redriven.forEach((partition, done) -> offsets.put(partition, done.commit()));
    producer.sendOffsetsToTransaction(offsets, members);
    producer.commitTransaction();
    await();
    sent += sending.size();
    sending.clear();
  }

  /// They are in Kafka; asked for all the same, so that no failure goes unseen.
  private void await() {
    try {
      for (var one : sending) one.get();
    } catch (ExecutionException e) {
      throw cluster.failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// An open transaction is given up: nothing of it was sent.
  @Override
  public void close() {
    try {
      if (!sending.isEmpty()) producer.abortTransaction();
    } catch (KafkaException e) {
      // Kafka gives it up by itself when its time is over, or the next run begins
    }
    producer.close(cluster.timeout());
  }
}
