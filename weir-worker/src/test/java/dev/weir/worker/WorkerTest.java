package dev.weir.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole of it, on a real broker, in its simplest uses.
@Timeout(60)
final class WorkerTest {
  @TempDir static Path folder;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(new EmbeddedBroker.Options(folder, 0, null, Map.of()));
  }

  @AfterAll
  static void stop() throws Exception {
    broker.close();
  }

  @Test
  void each_message_is_processed_once_in_the_order_of_its_key_and_committed() throws Exception {
    var topic = topic("plain", 4);
    write(topic, 10_000, 100);
    var seen = new ConcurrentHashMap<String, List<Integer>>();
    var all = new CountDownLatch(10_000);

    var worker =
        on("plain")
            .topics(topic)
            .each(message -> {
              var key = new String(message.key(), UTF_8);
              var list =
                  seen.computeIfAbsent(key, k -> Collections.synchronizedList(new ArrayList<>()));
              list.add(Integer.valueOf(new String(message.value(), UTF_8)));
              all.countDown();
            });
    worker.start();
    assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
    var exit = worker.close(Duration.ofSeconds(10));

    assertThat(exit).isEqualTo(new Worker.Exit.Drained());
    assertThat(seen)
        .hasSize(100)
        .allSatisfy(
            (key, list) -> assertThat(list).isSorted().hasSize(100).doesNotHaveDuplicates());
    assertThat(committed("plain")).isEqualTo(ends(topic, 4));
  }

  @Test
  void what_always_fails_is_a_dead_letter_and_its_key_goes_on() throws Exception {
    var topic = topic("poison", 1);
    write(topic, 30, 3);
    var dead = new CountDownLatch(10);
    var done = new CountDownLatch(20);

    try (var worker =
        on("poison")
            .topics(topic)
            .breaker(Breaker.off())
            .retry(Retry.times(2).from(Duration.ofMillis(10)))
            .listen(event -> {
              if (event instanceof WorkerEvent.DeadLettered) dead.countDown();
            })
            .each(message -> {
              if (new String(message.key(), UTF_8).equals("1"))
                throw new IllegalStateException("no");
              done.countDown();
            })) {
      worker.start();

      assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(dead.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.stats().attempts()).isEqualTo(40);
      assertThat(worker.health()).isEqualTo(new Health.Up());
    }
    assertThat(committed("poison")).isEqualTo(ends(topic, 1));
  }

  private static WorkerBuilder<byte[], byte[]> on(String group) {
    return Worker.on(Kafka.at(broker.bootstrapServers())).group(group);
  }

  private static String topic(String name, int partitions) throws Exception {
    Topics.make(broker.bootstrapServers(), name, partitions);
    return name;
  }

  private static void write(String topic, int records, int keys) {
    var text = new StringSerializer();
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()), text, text)) {
      for (var i = 0; i < records; i++) {
        var ignored =
            producer.send(new ProducerRecord<>(topic, String.valueOf(i % keys), String.valueOf(i)));
      }
    }
  }

  private static Map<TopicPartition, Long> committed(String group) throws Exception {
    try (var admin = admin()) {
      var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      var found = new java.util.HashMap<TopicPartition, Long>();
      for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : offsets.entrySet())
        found.put(entry.getKey(), entry.getValue().offset());
      return found;
    }
  }

  private static Map<TopicPartition, Long> ends(String topic, int partitions) throws Exception {
    var found = new java.util.HashMap<TopicPartition, Long>();
    try (var admin = admin()) {
      for (var i = 0; i < partitions; i++) {
        var partition = new TopicPartition(topic, i);
        var end =
            admin
                .listOffsets(Map.of(partition, org.apache.kafka.clients.admin.OffsetSpec.latest()))
                .partitionResult(partition)
                .get();
        found.put(partition, end.offset());
      }
    }
    return found;
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }
}
