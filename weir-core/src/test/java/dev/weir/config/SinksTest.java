package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class SinksTest {
  @TempDir private Path folder;

  @Test
  void a_further_cluster_has_producer_properties_as_the_first() {
    var configured =
        yaml(
            "kafka.linger.ms: 3",
            "sinks:",
            "  far:",
            "    type: kafka",
            "    bootstrap.servers: [a:1, b:2]",
            "    linger.ms: 7");

    var far = (KafkaConfig) configured.read().sinks().getLast().kind();

    assertThat(far.bootstrapServers()).isEqualTo("a:1,b:2");
    assertThat(far.properties()).containsEntry("linger.ms", "7").containsEntry("acks", "all");
    assertThat(configured.read().kafka().properties()).containsEntry("linger.ms", "3");
  }

  @Test
  void an_embedded_brokers_address_is_for_the_first_cluster_only() {
    var config =
        yaml("sinks:", "  far: { type: kafka, bootstrap.servers: 'a:1' }")
            .read()
            .withBootstrapServers("127.0.0.1:1234");

    assertThat(config.sinks())
        .extracting(sink -> ((KafkaConfig) sink.kind()).bootstrapServers())
        .containsExactly("127.0.0.1:1234", "a:1");
    assertThat(yaml("sinks.far: { type: kafka, bootstrap.servers: embedded }").problems())
        .containsExactly(
            "weir.yaml line 1: sinks.far.bootstrap.servers: 'embedded' is for"
                + " kafka.bootstrap.servers only: write host:port,…");
  }

  @Test
  void the_first_cluster_has_a_backup_and_all_else_beneath_kafka() {
    var sinks = yaml("sinks:", "  kafka: { backup: copy }", "  copy: { type: file, path: b }");

    assertThat(sinks.read().sinks().getFirst().backup()).isEqualTo("copy");
    assertThat(Configured.set("sinks.kafka.linger.ms=1").problems())
        .containsExactly(
            "--set: sinks.kafka.linger.ms: unknown key; did you mean 'kafka.linger.ms'?");
    assertThat(Configured.set("sinks.kafka.type=kafka").problems())
        .hasSize(1)
        .allMatch(line -> line.startsWith("--set: sinks.kafka.type: unknown key"));
  }

  @Test
  void a_sink_can_be_made_by_variables_alone() {
    var sinks =
        variables(
                "WEIR_SINKS_MY_COPY_TYPE", "file",
                "WEIR_SINKS_MY_COPY_PATH", "b",
                "WEIR_SINKS_FAR_TYPE", "kafka",
                "WEIR_SINKS_FAR_BOOTSTRAP_SERVERS", "a:1",
                "WEIR_SINKS_FAR_COMPRESSION_TYPE", "lz4")
            .read()
            .sinks();

    assertThat(sinks).extracting(SinkConfig::name).containsExactly("kafka", "far", "my-copy");
    assertThat(((KafkaConfig) sinks.get(1).kind()).properties())
        .containsEntry("compression.type", "lz4");
  }

  @Test
  void a_variable_and_an_assignment_win_over_the_file_key_by_key() {
    var file = yaml("sinks:", "  my-copy: { type: file, path: b, keep: 1, rotate: 1MB }").file();
    var configured =
        new Configured(
            file, Map.of("WEIR_SINKS_MY_COPY_KEEP", "2"), List.of("sinks.my-copy.rotate=2MB"));

    assertThat(configured.setting("sinks.my-copy.path").origin()).isEqualTo("weir.yaml line 2");
    assertThat(configured.setting("sinks.my-copy.keep"))
        .isEqualTo(new Setting("sinks.my-copy.keep", "2", "WEIR_SINKS_MY_COPY_KEEP"));
    assertThat(configured.setting("sinks.my-copy.rotate"))
        .isEqualTo(new Setting("sinks.my-copy.rotate", "2MB", "--set"));
  }

  @Test
  void a_variable_that_means_two_keys_is_a_problem() {
    var file =
        yaml(
                "sinks:",
                "  far: { type: kafka, bootstrap.servers: 'a:1' }",
                "  far-client: { type: file, path: b }",
                "  far-compression: { type: file, path: b }")
            .file();

    var problems =
        new Configured(file, Map.of("WEIR_SINKS_FAR_COMPRESSION_TYPE", "file"), List.of())
            .problems();

    assertThat(problems)
        .contains(
            "WEIR_SINKS_FAR_COMPRESSION_TYPE: means both 'sinks.far-compression.type' and"
                + " 'sinks.far.compression.type'; rename a sink, or set them in the file");
    assertThat(new Configured(file, Map.of(), List.of()).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Copy",
        "1copy",
        "my_copy",
        "off",
        "kopié",
        "-",
        "a234567890123456789012345678901x"
      })
  void what_is_no_name_for_a_sink_is_one_problem(String name) {
    assertThat(yaml("sinks:", "  " + name + ": { type: file, path: b, keep: much }").problems())
        .hasSize(1)
        .allMatch(line -> line.startsWith("weir.yaml line 2: sinks." + name + ": a sink's name"));
  }

  @Test
  void a_sink_without_what_it_needs_says_so_at_its_place() {
    assertThat(yaml("", "sinks:", "  copy: { path: b, backup: copy }").problems())
        .containsExactly("weir.yaml line 3: sinks.copy: type is missing: kafka or file");
    assertThat(yaml("sinks:", "  copy: { type: file }", "  far: { type: kafka }").problems())
        .containsExactly(
            "weir.yaml line 2: sinks.copy: path is missing: the folder for its files",
            "weir.yaml line 3: sinks.far: bootstrap.servers is missing: host:port,…");
    assertThat(Configured.set("sinks.copy.type=flie", "sinks.copy.path=b").problems())
        .containsExactly("--set: sinks.copy.type: 'flie' is none of kafka, file");
    assertThat(yaml("sinks: copy").problems())
        .hasSize(1)
        .allMatch(line -> line.startsWith("weir.yaml line 1: sinks: is a section; write its keys"));
  }

  @Test
  void a_broken_sink_does_not_make_wrong_what_names_it() {
    assertThat(
            yaml(
                    "sinks:",
                    "  copy: { type: file }",
                    "  kafka: { backup: copy }",
                    "routes: [{ topic: a, to: copy }]")
                .problems())
        .hasSize(1);
  }

  @Test
  void an_unknown_key_of_a_sink_is_answered_with_the_nearest() {
    assertThat(yaml("sinks:", "  copy: { type: file, path: b, rotat: 1MB }").problems())
        .containsExactly(
            "weir.yaml line 2: sinks.copy.rotat: unknown key; did you mean 'sinks.copy.rotate'?");
    assertThat(yaml("sinks:", "  copy: { type: file, path: b, linger.ms: 1 }").problems())
        .hasSize(1);
    assertThat(
            variables(
                    "WEIR_SINKS_COPY_TYPE", "file",
                    "WEIR_SINKS_COPY_PATH", "b",
                    "WEIR_SINKS_COPY_KEEPS", "1")
                .problems())
        .containsExactly(
            "WEIR_SINKS_COPY_KEEPS: unknown variable; did you mean 'WEIR_SINKS_COPY_KEEP'?");
  }

  @Test
  void a_backup_is_another_sink_without_a_backup() {
    assertThat(Configured.set("sinks.kafka.backup=kafka").problems())
        .containsExactly("--set: sinks.kafka.backup: 'kafka' is this sink itself");
    assertThat(copyWith("sinks.kafka.backup=cpoy"))
        .containsExactly("--set: sinks.kafka.backup: 'cpoy' is no sink; did you mean 'copy'?");
    assertThat(copyWith("sinks.kafka.backup=somewhere-else"))
        .containsExactly(
            "--set: sinks.kafka.backup: 'somewhere-else' is no sink; there is kafka, copy");
    assertThat(copyWith("sinks.kafka.backup=copy", "sinks.copy.backup=kafka"))
        .containsExactly(
            "--set: sinks.kafka.backup: 'copy' has a backup itself; a sink that is one must have"
                + " none",
            "--set: sinks.copy.backup: 'kafka' has a backup itself; a sink that is one must have"
                + " none");
  }

  @Test
  void a_secret_of_a_further_cluster_is_masked() {
    var config =
        Configured.set(
                "sinks.far.type=kafka",
                "sinks.far.bootstrap.servers=a:1",
                "sinks.far.ssl.truststore.password=hunter2")
            .read();

    assertThat(config.settings().toString()).contains("********").doesNotContain("hunter2");
    assertThat(config.toString()).doesNotContain("hunter2");
  }

  private static List<String> copyWith(String... assignments) {
    var copy = Stream.of("sinks.copy.type=file", "sinks.copy.path=b");
    return Configured.set(Stream.concat(copy, Stream.of(assignments)).toArray(String[]::new))
        .problems();
  }

  private static Configured variables(String... namesAndValues) {
    var variables = new HashMap<String, String>();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      variables.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Configured(null, variables, List.of());
  }

  private Configured yaml(String... lines) {
    return Configured.yaml(folder, lines);
  }
}
