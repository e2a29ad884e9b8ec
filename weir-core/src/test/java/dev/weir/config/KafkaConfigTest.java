package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaConfigTest {
  @TempDir private Path folder;

  @Test
  void any_producer_property_stands_under_its_own_name() {
    var config =
        Configured.yaml(
                folder,
                "kafka:",
                "  bootstrap.servers: a:1, b:2",
                "  linger.ms: 5",
                "  compression.type: lz4")
            .read();

    assertThat(config.kafka().bootstrapServers()).isEqualTo("a:1,b:2");
    assertThat(config.kafka().properties())
        .containsEntry("linger.ms", "5")
        .containsEntry("compression.type", "lz4");
  }

  @Test
  void a_value_of_the_wrong_kind_is_a_problem_with_its_place() {
    var problems =
        Configured.yaml(folder, "kafka:", "  linger.ms: soon", "  compression.type: zip")
            .problems();

    assertThat(problems).hasSize(2);
    assertThat(problems.getFirst())
        .startsWith("weir.yaml line 3: kafka.compression.type: 'zip' is not accepted by Kafka");
    assertThat(problems.getLast())
        .startsWith("weir.yaml line 2: kafka.linger.ms: 'soon' is not accepted by Kafka");
  }

  @Test
  void properties_that_contradict_one_another_are_a_problem() {
    assertThat(Configured.set("kafka.delivery.timeout.ms=4000").problems())
        .hasSize(1)
        .allMatch(line -> line.startsWith("kafka: ") && line.contains("delivery.timeout.ms"));
    assertThat(Configured.set("kafka.max.in.flight.requests.per.connection=6").problems())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acks=1", "acks=0", "enable.idempotence=false", "retries=0", "retries=5"})
  void what_the_promises_rest_on_cannot_be_changed(String assignment) {
    assertThat(Configured.set("kafka." + assignment).problems())
        .hasSize(1)
        .allMatch(line -> line.contains("would break Weir's promises; it is always"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"acks=all", "acks=-1", "enable.idempotence=true", "enable.idempotence=TRUE"})
  void what_the_promises_rest_on_can_be_repeated(String assignment) {
    assertThat(Configured.set("kafka." + assignment).problems()).isEmpty();
  }

  @Test
  void what_weir_fills_in_itself_is_no_setting() {
    assertThat(
            Configured.set("kafka.key.serializer=x", "kafka.transactional.id=x", "kafka.group.id=x")
                .problems())
        .hasSize(3)
        .allMatch(line -> line.contains("unknown key"));
  }

  @Test
  void an_unknown_property_is_answered_with_the_nearest_one() {
    assertThat(Configured.set("kafka.delivery.timout.ms=1").problems())
        .containsExactly(
            "--set: kafka.delivery.timout.ms: unknown key; did you mean 'kafka.delivery.timeout.ms'?");
    assertThat(Configured.variable("WEIR_KAFKA_LINGERMS", "1").problems())
        .containsExactly(
            "WEIR_KAFKA_LINGERMS: unknown variable; did you mean 'WEIR_KAFKA_LINGER_MS'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "host:9092", "a:1,b:2", "a:1, b:2", "[::1]:9092"})
  void servers_are_hosts_with_ports_or_embedded(String servers) {
    assertThat(Configured.set("kafka.bootstrap.servers=" + servers).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "host:",
        ":9092",
        "host:http",
        "a:1,",
        ",",
        "a:1,,b:2",
        "a b:1",
        "host:65536",
        "host:0",
        "embedded,a:1",
        "a:1,embedded",
        "a:1;b:2"
      })
  void what_is_no_list_of_servers_is_a_problem(String servers) {
    assertThat(Configured.set("kafka.bootstrap.servers=" + servers).problems())
        .hasSize(1)
        .allMatch(line -> line.contains("is not a list of host:port, nor 'embedded'"));
  }

  @Test
  void a_number_may_stand_among_spaces() {
    var properties = Configured.set("kafka.buffer.memory= 1048576 ").read().kafka().properties();

    assertThat(properties).containsEntry("buffer.memory", "1048576");
  }

  @Test
  void no_secret_is_in_a_problem_of_kafkas() {
    assertThat(
            Configured.set(
                    "kafka.security.protocol=SASL_SSL",
                    "kafka.ssl.truststore.password=hunter2",
                    "kafka.sasl.jaas.config=hunter2: x",
                    "kafka.delivery.timeout.ms=4000")
                .problems())
        .isNotEmpty()
        .noneMatch(line -> line.contains("hunter2"));
  }
}
