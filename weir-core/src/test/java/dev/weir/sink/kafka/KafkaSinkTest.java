package dev.weir.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Figures;
import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem.Code;
import dev.weir.broker.EmbeddedBroker;
import dev.weir.metrics.Metrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against a real broker that makes no topics by itself.
@SuppressWarnings("try") // a broker is stopped before its block ends
@Timeout(120)
final class KafkaSinkTest {
  private static final String TOPIC = "rides";
  private static final int PARTITIONS = 3;

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static Admin admin;

  @BeforeAll
  static void start() throws Exception {
    broker =
        EmbeddedBroker.start(
            EmbeddedBroker.Options.in(folder.resolve("shared"))
                .with("auto.create.topics.enable", "false"));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    create(TOPIC, PARTITIONS);
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void a_key_can_choose_its_partition_as_librdkafka_does() throws Exception {
    create("by.crc32", 4);
    var keys = List.of("abc", "user-1", "user-2", "42");
    var messages =
        keys.stream()
            .map(key ->
                new Message(
                    "by.crc32", Message.BY_CRC32, Message.NOW, bytes(key), bytes("v"), List.of()))
            .toArray(Message[]::new);

    try (var lane = new SinkLane(broker)) {
      var partitions =
          lane.send(messages).stream()
              .map(outcome ->
                  outcome instanceof Outcome.Delivered(var partition, _) ? partition : -1);

      assertThat(partitions).containsExactly(2, 0, 2, 0);
    }
  }

  @Test
  void a_message_arrives_as_it_came() throws Exception {
    create("as.it.came", PARTITIONS);
    var headers =
        List.of(new Header("h", bytes("1")), new Header("h", null), new Header("", bytes("")));
    var full = new Message("as.it.came", 2, 1_700_000_000_123L, bytes("k"), bytes("v"), headers);
    var tombstone = new Message("as.it.came", 2, Message.NOW, null, null, List.of());
    var empty = new Message("as.it.came", 2, Message.NOW, bytes(""), bytes(""), List.of());

    try (var lane = new SinkLane(broker)) {
      var outcomes = lane.send(full, tombstone, empty);

      assertThat(outcomes)
          .containsExactly(
              new Outcome.Delivered(2, 0),
              new Outcome.Delivered(2, 1),
              new Outcome.Delivered(2, 2));
    }

    var records = read("as.it.came", 2, 3);
    var first = records.getFirst();
    assertThat(first.key()).isEqualTo(bytes("k"));
    assertThat(first.value()).isEqualTo(bytes("v"));
    assertThat(first.timestamp()).isEqualTo(1_700_000_000_123L);
    assertThat(Stream.of(first.headers().toArray()).map(h -> h.key()))
        .containsExactly("h", "h", "");
    assertThat(Stream.of(first.headers().toArray()).map(h -> h.value()))
        .containsExactly(bytes("1"), null, bytes(""));
    assertThat(records.get(1).key()).isNull();
    assertThat(records.get(1).value()).isNull();
    assertThat(records.get(1).timestamp()).isGreaterThan(1_700_000_000_123L);
    assertThat(records.get(2).key()).isEmpty();
    assertThat(records.get(2).value()).isEmpty();
  }

  @Test
  void each_kind_of_bad_message_is_told_by_its_own_code() {
    var large = Message.of(TOPIC, null, new byte[2 << 20]);
    var future = new Message(TOPIC, 0, Long.MAX_VALUE, null, bytes("v"), List.of());
    var past = new Message(TOPIC, 0, -5, null, bytes("v"), List.of());
    var partition = new Message(TOPIC, PARTITIONS, Message.NOW, null, bytes("v"), List.of());
    var name = Message.of("no such name", null, bytes("v"));

    try (var lane = new SinkLane(broker)) {
      assertThat(lane.codes(large)).containsExactly(Code.TOO_LARGE);
      assertThat(lane.codes(future)).containsExactly(Code.INVALID_MESSAGE);
      assertThat(lane.codes(past)).containsExactly(Code.INVALID_MESSAGE);
      assertThat(lane.codes(partition)).containsExactly(Code.UNKNOWN_PARTITION);
      assertThat(lane.codes(name)).containsExactly(Code.INVALID_TOPIC);
      assertThat(lane.send(message(TOPIC))).allMatch(Outcome.Delivered.class::isInstance);
    }
  }

  @Test
  void a_topic_that_does_not_exist_is_unknown_and_delays_no_other() throws Exception {
    try (var lane = new SinkLane(broker, "kafka.max.block.ms=10000")) {
      var missing = lane.start(message("missing"));
      var good = lane.start(message(TOPIC));

      assertThat(outcome(good)).isInstanceOf(Outcome.Delivered.class);
      assertThat(missing).as("it is asked for, for 10 s").isNotDone();
      assertThat(code(missing)).isEqualTo(Code.UNKNOWN_TOPIC);
    }
  }

  @Test
  void names_without_a_topic_do_not_delay_a_topic_that_is_new_to_the_gateway() throws Exception {
    create("new.here", 1);
    try (var lane = new SinkLane(broker, "kafka.max.block.ms=10000")) {
      var missing =
          IntStream.range(0, 500).mapToObj(i -> lane.start(message("missing." + i))).toList();
      lane.finishSending();

      assertThat(outcome(lane.start(message("new.here")))).isInstanceOf(Outcome.Delivered.class);
      assertThat(missing).as("all are asked for, for 10 s").noneMatch(CompletableFuture::isDone);
      assertThat(missing).allMatch(outcome -> code(outcome) == Code.UNKNOWN_TOPIC);
    }
  }

  @Test
  void a_topic_that_comes_to_be_later_is_found() throws Exception {
    try (var lane = new SinkLane(broker, "kafka.max.block.ms=300")) {
      assertThat(lane.codes(message("later"))).hasSize(1);

      create("later", 1);

      lane.sendUntilDelivered("later");
    }
  }

  @Test
  void what_was_sent_when_kafka_stopped_waits_and_arrives_in_order_when_it_is_back()
      throws Exception {
    var own = broker("stopped");
    try (var lane = new SinkLane(own, "kafka.request.timeout.ms=1000", "kafka.max.block.ms=1000")) {
      lane.sendUntilDelivered(TOPIC);
      own.close();
      var waiting = Stream.generate(() -> lane.start(message(TOPIC))).limit(20).toList();
      assertThat(lane.codes(message("never.seen"))).containsExactly(Code.TIMED_OUT);

      var before = waiting.stream().filter(CompletableFuture::isDone).count();
      var back = EmbeddedBroker.start(options("stopped").withPort(own.port()));
      var outcomes = waiting.stream().map(KafkaSinkTest::outcome).toList();
      back.close();

      assertThat(before).isZero();
      assertThat(outcomes)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 20).mapToObj(i -> new Outcome.Delivered(0, i)).toList());
    }
  }

  /// With Kafka's own default its client forgets all topics when it reaches no broker, and asks for
  /// each of them on the lane's thread.
  @Test
  void when_kafka_is_away_no_topic_makes_the_lane_wait() {
    try (var own = broker("away");
        var lane = new SinkLane(own, "kafka.request.timeout.ms=1000")) {
      assertThat(lane.send(message("a"), message("b"))).hasSize(2);
      own.close();

      var blocked = lane.longestSend(Duration.ofSeconds(3), "a", "b");

      assertThat(blocked).as("max.block.ms is 5 s").isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void the_bytes_on_their_way_are_bounded_and_all_are_delivered() {
    var metrics = new Metrics();
    try (var lane = new SinkLane(broker, metrics, "kafka.buffer.memory=200000")) {
      assertThat(lane.send(message(TOPIC))).allMatch(Outcome.Delivered.class::isInstance);
      var most = 0.0;
      var outcomes = new ArrayList<CompletableFuture<Outcome>>();
      for (var i = 0; i < 300; i++) {
        outcomes.add(lane.startWithRoom(Message.of(TOPIC, null, new byte[10_000])));
        most = Math.max(most, lane.onLane(() -> inFlight(metrics)));
      }

      assertThat(outcomes).allMatch(outcome -> outcome(outcome) instanceof Outcome.Delivered);
      assertThat(most).isBetween(10_000.0, 100_000.0);
      assertThat(inFlight(metrics)).isZero();
    }
  }

  @Test
  void one_message_larger_than_the_window_passes_alone() {
    try (var lane = new SinkLane(broker, "kafka.buffer.memory=200000")) {
      assertThat(lane.send(Message.of(TOPIC, null, new byte[150_000]), message(TOPIC)))
          .allMatch(Outcome.Delivered.class::isInstance);
    }
  }

  @Test
  void closing_settles_what_is_under_way_at_once_and_what_comes_after() {
    try (var own = broker("closed");
        var lane = new SinkLane(own)) {
      lane.sendUntilDelivered(TOPIC);
      own.close();
      var known = lane.start(message(TOPIC));
      var asking = lane.start(message("never.seen"));

      lane.closeSink(Duration.ofMillis(200));
      var after = lane.start(message(TOPIC));
      var afterUnknown = lane.start(message("never.seen.either"));

      assertThat(Stream.of(known, asking, after, afterUnknown).map(KafkaSinkTest::code))
          .containsOnly(Code.STOPPING);
    }
  }

  @Test
  void a_full_window_does_not_hold_up_the_closing_when_kafka_is_away() {
    try (var own = broker("full");
        var lane = new SinkLane(own, "kafka.buffer.memory=200000")) {
      lane.sendUntilDelivered(TOPIC);
      own.close();
      var large = Message.of(TOPIC, null, new byte[30_000]);
      var outcomes = Stream.generate(() -> lane.startWithRoom(large)).limit(3).toList();

      assertThat(lane.hasRoom(large)).isFalse();
      var before = System.nanoTime();
      lane.closeSink(Duration.ZERO);
      var took = Duration.ofNanos(System.nanoTime() - before);

      assertThat(took).as("max.block.ms is 5 s").isLessThan(Duration.ofSeconds(4));
      assertThat(outcomes).allMatch(outcome -> code(outcome) == Code.STOPPING);
    }
  }

  /// Each partition's batch takes a whole piece of the buffer, however small its messages; what
  /// finds none is sent again by the lane.
  @Test
  void a_buffer_full_of_small_batches_is_a_full_memory_and_not_a_sink_that_is_away() {
    try (var own = broker("batches");
        var lane = new SinkLane(own, "kafka.buffer.memory=32768")) {
      var topics = List.of("a", "b", "c", "d");
      for (var topic : topics) lane.sendUntilDelivered(topic);
      own.close();

      var outcomes = topics.stream().map(topic -> lane.start(message(topic))).toList();

      assertThat(outcomes.subList(2, 4)).allMatch(outcome -> code(outcome) == Code.MEMORY_FULL);
      assertThat(lane.hasRoom(message("e"))).as("the lane would wait for it").isFalse();
      assertThat(outcomes.subList(0, 2)).noneMatch(CompletableFuture::isDone);
    }
  }

  @Test
  void closing_waits_for_what_kafka_can_still_take() throws Exception {
    try (var lane = new SinkLane(broker, "kafka.linger.ms=1000")) {
      assertThat(lane.send(message(TOPIC))).hasSize(1);
      var outcome = lane.start(message(TOPIC));

      lane.closeSink(Duration.ofSeconds(10));

      assertThat(outcome.get(1, TimeUnit.SECONDS)).isInstanceOf(Outcome.Delivered.class);
    }
  }

  /// Kafka's client forgets a deleted topic, and would ask for it on the thread of all others.
  @Test
  void a_deleted_topic_delays_the_others_once_at_most() throws Exception {
    create("deleted", 1);
    try (var lane =
        new SinkLane(
            broker,
            "kafka.metadata.max.age.ms=200",
            "kafka.max.block.ms=8000",
            "kafka.request.timeout.ms=1000")) {
      assertThat(lane.send(message("deleted"), message(TOPIC))).hasSize(2);
      admin.deleteTopics(List.of("deleted")).all().get();
      lane.sendUntilLost("deleted");

      var lost = Stream.generate(() -> lane.start(message("deleted"))).limit(3).toList();
      var good = lane.start(message(TOPIC));

      assertThat(outcome(good)).isInstanceOf(Outcome.Delivered.class);
      assertThat(lost.stream().filter(CompletableFuture::isDone))
          .as("the others are asked for beside it, for 8 s")
          .hasSizeLessThanOrEqualTo(1);
      assertThat(lost).allMatch(outcome -> code(outcome) == Code.UNKNOWN_TOPIC);
    }
  }

  @Test
  void a_producer_that_died_is_replaced() {
    try (var lane = new SinkLane(broker, "kafka.linger.ms=1000")) {
      assertThat(lane.send(message(TOPIC))).allMatch(Outcome.Delivered.class::isInstance);
      var unanswered = lane.killProducer(message(TOPIC));

      lane.awaitForgetting();

      assertThat(lane.send(message(TOPIC), message(TOPIC)))
          .allMatch(Outcome.Delivered.class::isInstance);
      assertThat(unanswered).isNotDone();
    }
  }

  private static double inFlight(Metrics metrics) {
    return new Figures(metrics).gauge("weir_kafka_in_flight_bytes");
  }

  private static EmbeddedBroker broker(String name) {
    return EmbeddedBroker.start(options(name));
  }

  private static EmbeddedBroker.Options options(String name) {
    return EmbeddedBroker.Options.in(folder.resolve(name));
  }

  private static void create(String topic, int partitions) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int partition, int count) {
    var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, partition)));
      while (all.size() < count) consumer.poll(Duration.ofSeconds(1)).forEach(all::add);
    }
    return all;
  }

  private static Message message(String topic) {
    return Message.of(topic, null, bytes("v"));
  }

  private static Code code(CompletableFuture<Outcome> outcome) {
    return ((Outcome.Lost) outcome(outcome)).problem().code();
  }

  private static Outcome outcome(CompletableFuture<Outcome> outcome) {
    return outcome.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
