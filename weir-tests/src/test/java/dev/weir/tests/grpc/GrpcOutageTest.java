package dev.weir.tests.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a client of the ambassador may count on while Kafka is away and when it returns, by the
/// names of its contract's cases.
@Timeout(360)
class GrpcOutageTest {
  private static final String OK = "0";
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final int LARGE_BYTES = 4_000;

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("metrics.also", "ambassador").with("kafka.linger.ms", "1");

  @BeforeEach
  void start() {
    weir.kafka().start();
    weir.start();
  }

  @Test
  void g4_a_hundred_thousand_messages_on_one_stream_survive_a_broker_that_goes_and_comes_back() {
    var count = 100_000;
    weir.kafka().createTopic("g4", 1);
    try (var call = ProduceCall.open(weir.port("grpc"))) {
      for (var i = 1; i <= count / 2; i++) call.send("g4", "m" + i, i);
      Await.until("some are safe", SOON, () -> !call.acknowledged().isEmpty());
      weir.kafka().stop();
      for (var i = count / 2 + 1; i <= count; i++) call.send("g4", "m" + i, i);
      Await.until(
          "half of the rest is safe", SOON, () -> call.acknowledged().size() > count * 3 / 4);
      weir.kafka().start();

      assertThat(call.end()).isEqualTo(OK);

      assertThat(call.acknowledged()).isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
      assertThat(arrived("g4", count).stream().distinct().toList())
          .isEqualTo(IntStream.rangeClosed(1, count).mapToObj(i -> "m" + i).toList());
    }
  }

  @Test
  void w1_identical_messages_to_two_topics_arrive_all_of_them() {
    createTopics("w1a", "w1b");
    weir.kafka().stop();

    produce(
        call -> {
          for (var i = 1; i <= 100; i++) call.send(i % 2 == 0 ? "w1a" : "w1b", "the same", i);
        },
        100);
    weir.kafka().start();

    assertThat(arrived("w1a", 50)).hasSize(50).containsOnly("the same");
    assertThat(arrived("w1b", 50)).hasSize(50).containsOnly("the same");
  }

  @Test
  void w2_ten_thousand_one_hundred_messages_of_an_outage_arrive_all_of_them() {
    createTopics("w2");
    weir.kafka().stop();

    produce(
        call -> {
          for (var i = 1; i <= 10_100; i++) call.send("w2", "m" + i, i);
        },
        10_100);
    weir.kafka().start();

    assertThat(arrived("w2", 10_100))
        .isEqualTo(IntStream.rangeClosed(1, 10_100).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void w3_messages_that_kafka_will_never_take_do_not_keep_the_others_back() throws Exception {
    try (var admin = Admin.create(servers())) {
      var topic = new NewTopic("w3", 1, (short) 1);
      var limit = Map.of("max.message.bytes", String.valueOf(LARGE_BYTES / 2));
      admin.createTopics(List.of(topic.configs(limit))).all().get();
    }
    weir.kafka().stop();
    var buriedBefore = figure("weir_messages_dead_lettered_total{sink=\"kafka\"}");

    produce(
        call -> {
          for (var i = 1; i <= 3; i++) call.send("w3", new byte[LARGE_BYTES], i);
          for (var i = 4; i <= 103; i++) call.send("w3", "m" + i, i);
        },
        103);
    weir.kafka().start();

    assertThat(arrived("w3", 100))
        .isEqualTo(IntStream.rangeClosed(4, 103).mapToObj(i -> "m" + i).toList());
    Await.until(
        "they are buried",
        SOON,
        () -> figure("weir_messages_dead_lettered_total{sink=\"kafka\"}") == buriedBefore + 3);
    Await.until("it is closed", SOON, () -> figure("kafka_cb_current_state") == 0);
    assertThat(figure("kafka_client_dropped_cnt{error=\"too_large\",topic=\"w3\"}")).isEqualTo(3);
  }

  @Test
  void the_ambassadors_figures_tell_what_happened() {
    createTopics("figures");
    produce(call -> call.send("figures", "up", 1), 1);
    Await.until(
        "the first is counted", SOON, () -> figure("kafka_client_ack_cnt{topic=\"figures\"}") == 1);
    weir.kafka().stop();
    produce(call -> call.send("figures", "down", 2), 1);
    weir.kafka().start();
    Await.until(
        "the second is counted",
        SOON,
        () -> figure("kafka_client_ack_cnt{topic=\"figures\"}") == 2);
    Await.until("the log is empty", SOON, () -> figure("wal_messages") == 0);

    var labels =
        "{grpc_method=\"Produce\",grpc_service=\"KafkaAmbassador\",grpc_type=\"bidi_stream\"}";
    assertThat(figure("grpc_server_started_total" + labels)).isGreaterThanOrEqualTo(2);
    assertThat(figure("grpc_server_msg_received_total" + labels)).isGreaterThanOrEqualTo(2);
    assertThat(figure("grpc_server_msg_sent_total" + labels)).isGreaterThanOrEqualTo(2);
    assertThat(figure("grpc_server_handled_total" + labels.replace("{", "{grpc_code=\"OK\",")))
        .isGreaterThanOrEqualTo(2);
    assertThat(page()).contains("grpc_server_handling_seconds_bucket{", "le=\"0.005\"");
    assertThat(figure("kafka_client_requests_cnt{topic=\"figures\"}")).isGreaterThanOrEqualTo(2);
    assertThat(figure("wal_writes{topic=\"figures\"}")).isGreaterThanOrEqualTo(2);
    assertThat(figure("wal_deletes")).isGreaterThanOrEqualTo(2);
    assertThat(figure("producer_cb_state{name=\"kafka\",state=\"open\"}"))
        .isGreaterThanOrEqualTo(0);
    assertThat(figure("kafka_active_producer{producer_id=\"weir#producer-1\"}")).isOne();
    assertThat(figure("kafka_client_messages_in_transit{producer_id=\"weir#producer-1\"}"))
        .isZero();
    assertThat(figure("kafka_last_producer_start_time")).isPositive();
    assertThat(figure("kafka_cert_expiration_time")).isZero();
    assertThat(page()).contains("# TYPE kafka_client_ack_cnt counter");
  }

  /// What a test does with a stream.
  private interface Sending {
    void to(ProduceCall call);
  }

  private static void produce(Sending sending, int count) {
    try (var call = ProduceCall.open(weir.port("grpc"))) {
      sending.to(call);

      assertThat(call.end()).isEqualTo(OK);
      assertThat(call.acknowledged()).hasSize(count);
    }
  }

  private static void createTopics(String... names) {
    Stream.of(names).forEach(name -> weir.kafka().createTopic(name, 1));
  }

  private static Map<String, Object> servers() {
    return Map.of("bootstrap.servers", weir.kafka().bootstrapServers());
  }

  private static List<String> arrived(String topic, int count) {
    return weir.kafka().topic(topic).records(count).stream()
        .map(record -> new String(record.value(), StandardCharsets.US_ASCII))
        .toList();
  }

  private static String page() {
    return weir.get("/metrics").body();
  }

  /// Of one series; -1 where there is none.
  private static double figure(String series) {
    return page()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(-1);
  }
}
