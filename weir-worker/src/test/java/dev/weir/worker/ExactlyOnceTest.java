package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
final class ExactlyOnceTest {
  private static final int RECORDS = 4_000;
  private static final int KEYS = 50;

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
  void what_is_made_of_each_message_is_there_once_though_members_come_and_go() throws Exception {
    topic("in", 4);
    topic("out", 3);
    write("in");
    var attempts = new AtomicInteger();
    var early = new CountDownLatch(RECORDS / 8);
    var half = new CountDownLatch(RECORDS / 2);
    Transform<byte[], byte[]> transform =
        message -> {
          if (attempts.incrementAndGet() % 97 == 0) throw new IllegalStateException("now and then");
          early.countDown();
          half.countDown();
          return List.of(Outgoing.to("out", message.key(), message.value()));
        };

    try (var first = worker(transform)) {
      first.start();
      assertThat(early.await(30, TimeUnit.SECONDS)).isTrue();
      try (var second = worker(transform)) {
        second.start();
        assertThat(half.await(30, TimeUnit.SECONDS)).isTrue();
      }
      var seen = read("out", RECORDS);

      assertThat(seen).hasSize(KEYS);
      assertThat(seen).allSatisfy((key, values) -> assertThat(values).isSorted());
      assertThat(seen.values().stream().flatMap(List::stream)).hasSize(RECORDS);
      assertThat(seen.values().stream().flatMap(List::stream)).doesNotHaveDuplicates();
    }
  }

  @Test
  void what_a_failed_attempt_has_made_is_not_written() throws Exception {
    topic("doubtful", 1);
    topic("kept", 1);
    var text = new StringSerializer();
    try (var producer = new KafkaProducer<>(servers(), text, text)) {
      for (var i = 0; i < 2; i++) {
        producer.send(new ProducerRecord<>("doubtful", "k", String.valueOf(i))).get();
      }
    }
    var worker =
        Worker.on(Kafka.at(broker.bootstrapServers()))
            .group("doubts")
            .topics("doubtful")
            .retry(Retry.never())
            .around((message, next) -> {
              var outcome = next.process(message);
              if (message.offset() == 0) throw new IllegalStateException("after all");
              return outcome;
            })
            .exactlyOnce(
                message -> List.of(Outgoing.to("kept", message.key(), message.raw().value())));

    try (worker) {
      worker.start();

      assertThat(read("kept", 1)).isEqualTo(Map.of("k", List.of(1)));
    }
  }

  private static Worker worker(Transform<byte[], byte[]> transform) {
    return Worker.on(Kafka.at(broker.bootstrapServers()))
        .group("once")
        .topics("in")
        .retry(Retry.forever().from(Duration.ofMillis(1)))
        .rate(2_000)
        .exactlyOnce(transform);
  }

  private static void topic(String name, int partitions) throws Exception {
    Topics.make(broker.bootstrapServers(), name, partitions);
  }

  private static void write(String topic) {
    var text = new StringSerializer();
    try (var producer = new KafkaProducer<>(servers(), text, text)) {
      for (var i = 0; i < RECORDS; i++) {
        var key = String.valueOf(i % KEYS);
        var unused = producer.send(new ProducerRecord<>(topic, key, String.valueOf(i)));
      }
    }
  }

  /// By key, until there are so many and nothing more comes.
  private static Map<String, List<Integer>> read(String topic, int records) {
    var seen = new TreeMap<String, List<Integer>>();
    var settings = new TreeMap<String, Object>(servers());
    settings.put("group.id", "reader of " + topic);
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", "read_committed");
    var text = new StringDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, text, text)) {
      consumer.subscribe(List.of(topic));
      var more = true;
      for (var found = 0; found < records || more; ) {
        var polled = consumer.poll(Duration.ofSeconds(1));
        more = !polled.isEmpty();
        found += polled.count();
        for (var record : polled) {
          var list = seen.computeIfAbsent(record.key(), key -> new ArrayList<>());
          list.add(Integer.valueOf(record.value()));
        }
      }
    }
    return seen;
  }

  private static Map<String, Object> servers() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}
