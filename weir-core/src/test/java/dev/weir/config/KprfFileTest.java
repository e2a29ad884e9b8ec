package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// kprf's configuration is served as it is.
@Timeout(30)
final class KprfFileTest {
  private static final String BROKERS = "kafka: { brokers: [a:1] }\n";

  @TempDir private Path folder;

  @Test
  void the_example_becomes_what_it_was() {
    var config = OldConfig.example(folder, "kprf.yaml", "any-name.yml").read();

    assertThat(config.listen().push()).isEqualTo(new Address.Tcp("0.0.0.0", 4343));
    assertThat(config.listen().metrics()).isEqualTo(new Address.Tcp("0.0.0.0", 8089));
    assertThat(config.listen().http()).isEqualTo(new Address.Off());
    assertThat(config.listen().grpc()).isEqualTo(new Address.Off());
    assertThat(config.metrics().also()).containsExactly(Predecessor.KPRF);
    assertThat(config.accessLog()).isEqualTo(Path.of("/var/log/kprf.log"));
    assertThat(config.limits().messageBytes()).isEqualTo(524_288);
    assertThat(config.limits().inFlight()).isEqualTo(50_000);
    assertThat(config.kafka().bootstrapServers()).isEqualTo("kafka-1:9092,kafka-2:9092");
    assertThat(config.kafka().properties())
        .containsEntry("linger.ms", "20")
        .containsEntry("buffer.memory", "67108864")
        .containsEntry("max.request.size", "524288")
        .containsEntry("retries", "2147483647")
        .containsEntry("delivery.timeout.ms", "8000")
        .containsEntry("request.timeout.ms", "3000")
        .containsEntry("acks", "all");
  }

  @Test
  void rules_become_routes_and_none_is_for_zero() {
    var routes = OldConfig.example(folder, "kprf.yaml", "kprf.yaml").read().routes();

    assertThat(routes).extracting(RouteConfig::topic).containsExactly("rides", "orders.v1", "*");
    assertThat(routes.get(0).rate()).isEqualTo(new Rate(42, Duration.ofMinutes(1)));
    assertThat(routes.get(2).rate()).isNull();
  }

  @Test
  void what_is_missing_is_as_it_was() {
    var old = yaml(BROKERS + "http: {}");

    assertThat(old.value("listen.push")).isEqualTo("0.0.0.0:4242");
    assertThat(old.value("listen.metrics")).isEqualTo("0.0.0.0:8088");
    assertThat(old.value("access-log")).isEqualTo("off");
    assertThat(old.property("linger.ms")).isEqualTo("10");
    assertThat(old.configured().setting("listen.push").origin()).isEqualTo("as kprf");
  }

  @Test
  void origins_are_lines_of_the_old_file_and_variables_win() {
    var old = OldConfig.example(folder, "kprf.yaml", "kprf.yaml");

    assertThat(old.configured().setting("kafka.linger.ms").origin()).isEqualTo("kprf.yaml line 7");
    assertThat(old.with("WEIR_KAFKA_LINGER_MS", "3").property("linger.ms")).isEqualTo("3");
    assertThat(old.configured("listen.push=127.0.0.1:0").read().listen().push())
        .isEqualTo(new Address.Tcp("127.0.0.1", 0));
  }

  @Test
  void keys_may_be_in_capitals_and_the_file_json() {
    var old =
        OldConfig.of(
            folder, "kprf.json", "{\"Kafka\":{\"Brokers\":[\"a:1\"]},\"HTTP\":{\"Port\":1}}");

    assertThat(old.value("listen.push")).isEqualTo("0.0.0.0:1");
    assertThat(old.value("kafka.bootstrap.servers")).isEqualTo("a:1");
  }

  @Test
  void what_has_no_equal_is_told_and_no_error() {
    var old =
        yaml(
            BROKERS.replace("]", "], user: u, password: p, request_required_acks: 0, more: 1"),
            "output_file: ''",
            "ratelimit: { enabled: false, rules: [{topic_name: a, max_requests_per_minute: 1}] }");

    assertThat(old.problems()).isEmpty();
    assertThat(old.notes())
        .anyMatch(note -> note.startsWith("kprf.yaml line 1: kafka.password has no effect"))
        .anyMatch(note -> note.contains("kafka.request_required_acks differs: Weir always waits"))
        .contains("kprf.yaml line 1: kafka.more is unknown")
        .anyMatch(note -> note.contains("ratelimit.rules count only when enabled"));
    assertThat(old.value("access-log")).isEqualTo("/dev/stdout");
    assertThat(old.read().routes()).hasSize(1);
  }

  @Test
  void a_message_is_given_up_no_sooner_than_kafka_can() {
    var old = yaml("http: {}", "kafka: { brokers: [a:1], message_timeout_ms: 2000 }");
    var slow =
        yaml(
            "http: {}",
            "kafka: { brokers: [a:1], message_timeout_ms: 2000, request_timeout_ms: 30000 }");

    assertThat(old.property("delivery.timeout.ms")).isEqualTo("5010");
    assertThat(slow.property("request.timeout.ms")).isEqualTo("5000");
    assertThat(slow.property("delivery.timeout.ms")).isEqualTo("5010");
    assertThat(slow.notes()).anyMatch(note -> note.contains("delivery.timeout.ms is 5010 here"));
  }

  @Test
  void without_brokers_nothing_starts_unless_a_variable_names_them() {
    var old = yaml("ratelimit: { enabled: true, rules: [] }");

    assertThat(old.problems())
        .containsExactly(
            "kprf.yaml: kafka.bootstrap.servers: '' is not a list of host:port, nor 'embedded' or"
                + " 'off'");
    assertThat(old.with("WEIR_KAFKA_BOOTSTRAP_SERVERS", "a:1").problems()).isEmpty();
  }

  @Test
  void rules_that_make_no_sense_are_told() {
    var old =
        yaml(
            BROKERS + "ratelimit:",
            "  enabled: true",
            "  rules:",
            "    - { topic_name: a, max_requests_per_minute: 1 }",
            "    - { topic_name: a, max_requests_per_minute: 2 }",
            "    - { topic_name: 'no topic', max_requests_per_minute: 2 }",
            "    - { topic_name: b, max_requests_per_minute: 4000000000 }");

    assertThat(old.read().routes()).extracting(RouteConfig::topic).containsExactly("a", "*");
    assertThat(old.read().routes().getFirst().rate()).isEqualTo(new Rate(2, Duration.ofMinutes(1)));
    assertThat(old.notes()).hasSize(3);
    assertThat(yaml(BROKERS + "ratelimit: { enabled: true, rules: [{topic_name: a}] }").problems())
        .containsExactly("kprf.yaml line 2: a rule has topic_name and max_requests_per_minute");
  }

  @Test
  void a_port_that_is_none_is_reported_with_its_line() {
    assertThat(yaml(BROKERS + "http: { port: 99999 }").problems())
        .hasSize(1)
        .allMatch(line -> line.startsWith("kprf.yaml line 2: listen.push: '0.0.0.0:99999'"));
  }

  private OldConfig yaml(String... lines) {
    return OldConfig.of(folder, "kprf.yaml", String.join("\n", lines));
  }
}
