package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Offsets that are no record's.
@Timeout(60)
class HolesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @RegisterExtension
  static final BrokerExtension kafka = WorkerTopic.broker().with("log.cleaner.backoff.ms", "100");

  private final Attempts attempts = new Attempts();

  @Test
  void s9_commits_go_past_markers_and_aborted_records_which_nobody_sees() {
    var topic = WorkerTopic.create(kafka, 1);
    try (var producer = producer(Map.of("transactional.id", topic.name()))) {
      producer.initTransactions();
      transaction(producer, topic, "a", 50, true);
      transaction(producer, topic, "lost", 50, false);
      transaction(producer, topic, "b", 50, true);
      transaction(producer, topic, "lost", 20, false);
    }
    try (var worker =
        topic
            .worker()
            .set("isolation.level", "read_committed")
            .each(attempts.doing(message -> {}))) {
      worker.start();

      Await.until("all is settled", () -> topic.committed().equals(topic.ends()));
    }
    assertThat(topic.committed()).containsEntry(0, 174L);
    assertThat(attempts.ofKey("a")).hasSize(50);
    assertThat(attempts.ofKey("b")).hasSize(50);
    assertThat(attempts.count()).isEqualTo(100);
  }

  private static void transaction(
      KafkaProducer<byte[], byte[]> producer,
      WorkerTopic topic,
      String key,
      int records,
      boolean whole) {
    producer.beginTransaction();
    for (var i = 0; i < records; i++) {
      var _ = producer.send(topic.record(0, key.getBytes(UTF_8)));
    }
    producer.flush();
    if (whole) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  @Test
  void s10_commits_go_past_what_was_compacted_away_also_above_one_that_is_held() throws Exception {
    var topic = WorkerTopic.create(kafka, 1);
    compact(topic);
    topic.write(1, i -> "held").write(1_000, i -> "k" + i % 7).write(100, i -> "last" + i);
    Await.until("it is compacted", PATIENCE, () -> rolled(topic) && offsets(topic).size() < 200);
    var go = new CountDownLatch(1);
    try (var worker =
        topic
            .worker()
            .commitEvery(Duration.ofMillis(100))
            .each(
                attempts.doing(message -> {
                  if (message.offset() == 0) go.await();
                }))) {
      worker.start();
      // More may be compacted away before it is read, and after it.
      Await.until("the others are done", () -> areDone(others(topic)));
      Await.until("the commit says so", () -> !topic.metadata(0).isEmpty());
      // One run, whatever is missing in it.
      Await.until("as one run", () -> topic.metadata(0).length() < 25);

      go.countDown();
      Await.until("all is settled", () -> topic.committed().equals(topic.ends()));
    } finally {
      go.countDown();
    }
    assertThat(attempts.positions()).hasSize(attempts.count());
  }

  private static Set<Long> others(WorkerTopic topic) {
    var others = offsets(topic);
    others.remove(0L);
    return others;
  }

  private boolean areDone(Set<Long> offsets) {
    var done = attempts.positions().stream().map(Position::offset).collect(Collectors.toSet());
    return done.containsAll(offsets);
  }

  /// Segments are closed after a moment, and what is closed is compacted.
  private static void compact(WorkerTopic topic) throws Exception {
    var settings =
        Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "100",
            "min.cleanable.dirty.ratio", "0.001",
            "min.compaction.lag.ms", "0");
    var changes = new ArrayList<AlterConfigOp>();
    settings.forEach((name, value) ->
        changes.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)));
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get(20, TimeUnit.SECONDS);
    }
  }

  /// Another record closes the segment; it is not closed by time alone.
  private static boolean rolled(WorkerTopic topic) {
    topic.write(1, i -> "last0");
    return true;
  }

  private static Set<Long> offsets(WorkerTopic topic) {
    var partition = new TopicPartition(topic.name(), 0);
    var bytes = new ByteArrayDeserializer();
    var settings = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
    var found = new HashSet<Long>();
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(50)).forEach(record -> found.add(record.offset()));
      }
    }
    return found;
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    var settings = new HashMap<>(more);
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    var bytes = new ByteArraySerializer();
    return new KafkaProducer<>(settings, bytes, bytes);
  }
}
