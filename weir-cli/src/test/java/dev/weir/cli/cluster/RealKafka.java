package dev.weir.cli.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.Ran;
import dev.weir.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A broker with a client of each kind, to prepare what a command is to find and to see what it
/// did.
public final class RealKafka implements AutoCloseable {
  private static final long ANSWER_MAX_SECONDS = 60;

  private final Path folder;
  private final EmbeddedBroker broker;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  private RealKafka(Path folder, EmbeddedBroker broker) {
    this.folder = folder;
    this.broker = broker;
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public static RealKafka start(Path folder) {
    var options =
        EmbeddedBroker.Options.in(folder.resolve("kafka"))
            .with("group.initial.rebalance.delay.ms", "0")
            .with("group.consumer.heartbeat.interval.ms", "1000")
            .with("group.consumer.min.heartbeat.interval.ms", "1000");
    return new RealKafka(folder, EmbeddedBroker.start(options));
  }

  public String servers() {
    return broker.bootstrapServers();
  }

  public Admin admin() {
    return admin;
  }

  public Ran weir(String... command) {
    return Ran.Around.in(folder).weir(at(command));
  }

  /// At a terminal, with this typed.
  public Ran typing(String input, String... command) {
    var terminal = new Terminal(true, false, false, 200, true);
    return Ran.Around.in(folder).given(input).at(terminal).weir(at(command));
  }

  /// With the patience of a machine that has much to do.
  public String[] at(String... command) {
    var line = new ArrayList<>(List.of(command));
    line.addAll(List.of("-b", servers(), "--timeout", "30s"));
    return line.toArray(String[]::new);
  }

  public void topic(String name, int partitions) {
    var created = weir("topics", "create", name, "-p", String.valueOf(partitions));
    if (created.exitCode() != 0) throw new IllegalStateException(created.err());
  }

  /// As many messages as were said, into one partition.
  public void send(String topic, int partition, int count) throws Exception {
    for (var i = 0; i < count; i++) send(topic, partition, Instant.now());
    producer.flush();
  }

  public void send(String topic, int partition, Instant time) throws Exception {
    var text = "x".getBytes(UTF_8);
    producer
        .send(new ProducerRecord<>(topic, partition, time.toEpochMilli(), text, text))
        .get(ANSWER_MAX_SECONDS, TimeUnit.SECONDS);
  }

  /// As a group that nobody is in.
  public void commit(String group, String topic, long... offsets) throws Exception {
    var committed = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var i = 0; i < offsets.length; i++) {
      committed.put(new TopicPartition(topic, i), new OffsetAndMetadata(offsets[i]));
    }
    admin
        .alterConsumerGroupOffsets(group, committed)
        .all()
        .get(ANSWER_MAX_SECONDS, TimeUnit.SECONDS);
  }

  public Map<TopicPartition, Long> committed(String group) throws Exception {
    var committed = new HashMap<TopicPartition, Long>();
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get(ANSWER_MAX_SECONDS, TimeUnit.SECONDS)
        .forEach((partition, offset) -> committed.put(partition, offset.offset()));
    return committed;
  }

  /// A consumer that is in its group and has read what there is.
  ///
  /// @param protocol `classic` or `consumer`
  public KafkaConsumer<byte[], byte[]> member(String group, String protocol, String topic) {
    var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                servers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                protocol,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "client-of-" + group,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
    var deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_MAX_SECONDS);
    while (consumer.poll(Duration.ofMillis(50)).isEmpty()) {
      if (System.nanoTime() - deadlineNanos > 0) throw new IllegalStateException("nothing came");
    }
    return consumer;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    admin.close(Duration.ofSeconds(5));
    broker.close();
  }
}
