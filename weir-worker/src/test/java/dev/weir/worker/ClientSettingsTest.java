package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientSettingsTest {
  private static final Kafka KAFKA = Kafka.at("localhost:9092");

  private static Plan<byte[], byte[]> plan() {
    var plan = new Plan<>(KAFKA, Bytes.ONE, Bytes.ONE);
    plan.group = "mailer";
    return plan;
  }

  private static Map<String, Object> consumer(Plan<?, ?> plan) {
    var settings = ClientSettings.consumer(plan);
    assertThat(new ConsumerConfig(settings)).isNotNull();
    return settings;
  }

  @Test
  void a_consumer_commits_nothing_by_itself_and_starts_where_the_worker_says() {
    var plan = plan();
    plan.startAt = StartAt.FAIL;

    var settings = consumer(plan);

    assertThat(settings)
        .containsEntry("enable.auto.commit", false)
        .containsEntry("auto.offset.reset", "none")
        .containsEntry("group.id", "mailer")
        .containsEntry("client.id", "mailer")
        .containsEntry("allow.auto.create.topics", false)
        .containsEntry("bootstrap.servers", "localhost:9092");
  }

  @ParameterizedTest
  @CsvSource({
    "2000, 67108864, 250, 16777216",
    "100, 1000000, 12, 1000000",
    "1, 1, 1, 1",
    "2000000000, 9000000000000, 500, 16777216"
  })
  void a_poll_is_small_against_the_buffer(int records, long bytes, int polled, int fetched) {
    var plan = plan();
    plan.bufferRecords = records;
    plan.bufferBytes = bytes;

    var settings = consumer(plan);

    assertThat(settings)
        .containsEntry("max.poll.records", polled)
        .containsEntry("fetch.max.bytes", fetched);
  }

  @Test
  void a_classic_member_keeps_what_it_can_in_a_rebalance() {
    var settings = consumer(plan());

    assertThat(settings)
        .containsEntry("group.protocol", "classic")
        .containsEntry("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
  }

  @Test
  void a_member_by_the_brokers_protocol_is_told_no_assignor() {
    var settings = ClientSettings.consumer(plan(), GroupProtocol.CONSUMER);

    assertThat(settings)
        .containsEntry("group.protocol", "consumer")
        .doesNotContainKey("partition.assignment.strategy");
    assertThat(new ConsumerConfig(settings)).isNotNull();
  }

  @Test
  void what_the_user_says_wins_over_what_is_only_a_default() {
    var plan = plan();
    plan.client = Map.of("max.poll.records", 7, "client.id", "me", "group.protocol", "CONSUMER");

    var settings = consumer(plan);

    assertThat(settings)
        .containsEntry("max.poll.records", 7)
        .containsEntry("client.id", "me")
        .containsEntry("group.protocol", "CONSUMER")
        .doesNotContainKey("partition.assignment.strategy");
  }

  @Test
  void a_producer_has_each_record_in_all_replicas_once() {
    var kafka = KAFKA.set("compression.type", "lz4").set("fetch.min.bytes", 10).set("mine", "x");

    var settings = ClientSettings.producer(kafka, "mailer-copies", Map.of("linger.ms", 3));

    assertThat(settings)
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("compression.type", "lz4")
        .containsEntry("linger.ms", 3)
        .containsEntry("client.id", "mailer-copies")
        .containsEntry("mine", "x")
        .doesNotContainKey("fetch.min.bytes");
    assertThat(new ProducerConfig(settings)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "enable.auto.commit, true, commitEvery",
    "enable.auto.commit, false, Leave it",
    "auto.commit.interval.ms, 100, commitEvery",
    "group.id, other, group(",
    "auto.offset.reset, latest, startAt",
    "bootstrap.servers, other:9092, Kafka.at",
    "key.deserializer, x, keys(",
    "value.deserializer, x, values(",
    "sasl.jaas.config, x, Kafka.login",
    "security.protocol, SSL, Kafka.tls",
    "linger.ms, 5, another kind of client",
    "max.poll.record, 5, 'max.poll.records'",
    "max_poll_records, 5, 'max.poll.records'",
    "max.poll.records, many, max.poll.records",
    "max.poll.records, 0, max.poll.records",
    "group.protocol, new, group.protocol"
  })
  void s59_what_would_break_the_promise_is_refused_with_what_to_use(
      String name, String value, String hint) {
    assertThatThrownBy(() -> build(builder -> builder.set(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "'")
        .hasMessageContaining(hint);
  }

  @ParameterizedTest
  @CsvSource({
    "max.poll.records, 50",
    "group.instance.id, pod-7",
    "isolation.level, read_committed",
    "interceptor.classes, ''",
    "my.interceptor.colour, blue",
    "session.timeout.ms, 10000",
    "fetch.max.wait.ms, ${file:/etc/kafka:wait}"
  })
  void s59_what_breaks_nothing_is_accepted(String name, String value) {
    var plan = plan();
    plan.client = Map.of(name, value);

    Refusals.check(plan);

    assertThat(ClientSettings.consumer(plan)).containsEntry(name, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"partition.assignment.strategy", "session.timeout.ms", "heartbeat.interval.ms"})
  void what_the_brokers_protocol_decides_is_refused_with_it(String name) {
    assertThatThrownBy(
            () -> build(builder -> builder.set(name, "1000").set("group.protocol", "consumer")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("group.protocol");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:",
        "localhost:x",
        "host:0",
        "host:65536",
        "a:1,",
        "",
        "SSL://host:9092",
        "http://host:9092",
        "a b:9092"
      })
  void s37_what_cannot_be_an_address_is_refused(String server) {
    assertThatThrownBy(() -> Kafka.at(server))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host:port");
  }

  @Test
  void addresses_may_come_as_one_text() {
    assertThat(Kafka.at("a:1, b:2", "[::1]:3").bootstrap())
        .containsExactly("a:1", "b:2", "[::1]:3");
  }

  @Test
  void a_setting_of_the_cluster_is_refused_at_once() {
    assertThatThrownBy(() -> KAFKA.set("acks", "1")).hasMessageContaining("'all'");
    assertThatThrownBy(() -> KAFKA.set("enable.auto.commit", true)).hasMessageContaining("commit");
    assertThatThrownBy(() -> KAFKA.set("sasl.mechanisms", "PLAIN"))
        .hasMessageContaining("'sasl.mechanism'");
  }

  @Test
  void no_value_is_in_the_text_of_a_cluster() {
    var kafka = KAFKA.set("sasl.jaas.config", "password=\"secret\"");

    assertThat(kafka.toString()).contains("sasl.jaas.config").doesNotContain("secret");
  }

  private static void build(UnaryOperator<WorkerBuilder<byte[], byte[]>> settings) {
    settings.apply(Worker.on(KAFKA).group("mailer").topics("t")).each(message -> {});
  }
}
