package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourcesTest {
  private static final String HTTP = "listen.http";

  @TempDir private Path folder;

  @Test
  void each_source_wins_over_the_one_before() {
    var file = Configured.yaml(folder, "", "listen:", "  http: 127.0.0.1:1");
    var environment = file.andVariable("WEIR_LISTEN_HTTP", "127.0.0.1:2");
    var assigned = environment.and("listen.http=127.0.0.1:3");

    assertThat(Configured.nothing().setting(HTTP))
        .isEqualTo(new Setting(HTTP, "127.0.0.1:8082", "default"));
    assertThat(file.setting(HTTP)).isEqualTo(new Setting(HTTP, "127.0.0.1:1", "weir.yaml line 3"));
    assertThat(environment.setting(HTTP))
        .isEqualTo(new Setting(HTTP, "127.0.0.1:2", "WEIR_LISTEN_HTTP"));
    assertThat(assigned.setting(HTTP)).isEqualTo(new Setting(HTTP, "127.0.0.1:3", "--set"));
    assertThat(assigned.read().listen().http()).isEqualTo(new Address.Tcp("127.0.0.1", 3));
  }

  @Test
  void of_two_assignments_to_one_key_the_last_wins() {
    assertThat(Configured.set("broker.port=1", "broker.port=2").read().broker().port())
        .isEqualTo(2);
  }

  @Test
  void an_assignment_may_hold_further_equals_signs() {
    assertThat(Configured.set("data=a=b").read().data()).isEqualTo(Path.of("a=b"));
  }

  @Test
  void every_key_can_be_set_by_a_variable() {
    var config =
        new Configured(
                null,
                Map.of(
                    "WEIR_DATA", "d",
                    "WEIR_LISTEN_UNIX", "/run/weir.sock",
                    "WEIR_KAFKA_BOOTSTRAP_SERVERS", "a:1,b:2",
                    "WEIR_KAFKA_LINGER_MS", "9",
                    "WEIR_LIMITS_MESSAGE_BYTES", "2MB",
                    "WEIR_LIMITS_IN_FLIGHT", "7",
                    "PATH", "/bin",
                    "WEIR_JAVA_OPTS", "-Xmx1g"),
                List.of())
            .read();

    assertThat(config.data()).isEqualTo(Path.of("d"));
    assertThat(config.listen().unix()).isEqualTo(Path.of("/run/weir.sock"));
    assertThat(config.kafka().bootstrapServers()).isEqualTo("a:1,b:2");
    assertThat(config.kafka().properties()).containsEntry("linger.ms", "9");
    assertThat(config.limits().messageBytes()).isEqualTo(2 << 20);
    assertThat(config.limits().inFlight()).isEqualTo(7);
  }

  /// Such as of `weir`, `weir-pods` and `weir-broker`.
  @Test
  void what_kubernetes_tells_of_services_by_our_name_is_no_setting() {
    var variables =
        Map.of(
            "WEIR_SERVICE_HOST", "10.0.0.1",
            "WEIR_SERVICE_PORT", "8082",
            "WEIR_SERVICE_PORT_HTTP", "8082",
            "WEIR_PORT", "tcp://10.0.0.1:8082",
            "WEIR_PORT_8082_TCP", "tcp://10.0.0.1:8082",
            "WEIR_PORT_8082_TCP_PROTO", "tcp",
            "WEIR_PORT_8082_TCP_PORT", "8082",
            "WEIR_PODS_PORT_8083_TCP_ADDR", "10.0.0.1",
            "WEIR_BROKER_PORT", "tcp://10.0.0.2:9092");

    var config = new Configured(null, variables, List.of()).read();

    assertThat(config.broker().port()).isEqualTo(Configured.set().read().broker().port());
  }

  @Test
  void a_setting_is_one_also_where_its_value_looks_like_a_service() {
    var config = new Configured(null, Map.of("WEIR_DATA", "A_SERVICE_HOST=b"), List.of()).read();

    assertThat(config.data()).isEqualTo(Path.of("A_SERVICE_HOST=b"));
  }

  @Test
  void a_variable_that_is_none_of_a_service_is_still_unknown() {
    assertThat(new Configured(null, Map.of("WEIR_PORT", "8082"), List.of()).problems())
        .singleElement(STRING)
        .contains("WEIR_PORT: unknown variable");
  }

  @Test
  void no_two_keys_are_the_same_variable() {
    var keys = new TreeSet<String>();
    Configured.set(
            "sinks.copy.type=file",
            "sinks.copy.path=b",
            "sinks.far.type=kafka",
            "sinks.far.bootstrap.servers=a:1",
            "routes.0.topic=a")
        .read()
        .settings()
        .forEach(setting -> keys.add(setting.key()));
    ProducerConfig.configNames()
        .forEach(name -> keys.addAll(List.of("kafka." + name, "sinks.far." + name)));

    var byVariable = keys.stream().collect(Collectors.groupingBy(Settings::variable));

    assertThat(byVariable.values()).allMatch(sharing -> sharing.size() == 1);
    assertThat(byVariable).doesNotContainKeys("WEIR_CONFIG", "WEIR_JAVA_HOME", "WEIR_JAVA_OPTS");
  }

  @Test
  void every_password_of_kafkas_is_masked_wherever_it_is_shown() {
    var secrets = new HashMap<String, String>();
    ProducerConfig.configDef()
        .configKeys()
        .values()
        .forEach(key -> {
          if (key.type == ConfigDef.Type.PASSWORD) secrets.put(key.name, "hunter2");
        });
    var assignments = secrets.keySet().stream().map(k -> "kafka." + k + "=hunter2").toList();

    var config = new Configured(null, Map.of(), assignments).read();

    assertThat(secrets).hasSizeGreaterThan(4);
    assertThat(config.kafka().properties()).containsAllEntriesOf(secrets);
    assertThat(config.settings().toString()).contains("********").doesNotContain("hunter2");
    assertThat(config.toString()).doesNotContain("hunter2");
    assertThat(config.kafka().toString()).doesNotContain("hunter2");
  }

  @Test
  void what_could_be_a_secret_is_not_in_the_text_of_the_sources() {
    var file = folder.resolve("weir.yaml");
    var sources = new Sources(file, Map.of("TOKEN", "hunter2"), List.of("kafka.x=hunter2"));
    var given = new Given("hunter2", Origin.DEFAULT);

    assertThat(sources.toString()).contains("weir.yaml").doesNotContain("hunter2");
    assertThat(given.toString()).doesNotContain("hunter2");
  }

  @Test
  void a_password_inside_an_address_is_masked() {
    var shown = Setting.of("kafka.x.url", "https://me:hunter2@host/a", Origin.DEFAULT);

    assertThat(shown.value()).isEqualTo("https://********@host/a");
  }

  @Test
  void no_problem_tells_a_secret() {
    var problems =
        Configured.set(
                "kafka.ssl.keystore.pasword=hunter2",
                "kafka.sasl.oauthbearer.jwks.endpoint.refresh.ms.token=hunter2",
                "kafka.ssl.key.password:hunter2")
            .problems();

    assertThat(problems).hasSize(3).noneMatch(line -> line.contains("hunter2"));
  }
}
