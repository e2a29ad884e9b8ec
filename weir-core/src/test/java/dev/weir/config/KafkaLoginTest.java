package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A Kafka that asks who one is.
final class KafkaLoginTest {
  private static final String[] LOGIN = {
    "kafka.security.protocol=SASL_SSL",
    "kafka.sasl.mechanism=SCRAM-SHA-512",
    "kafka.sasl.username=me",
    "kafka.sasl.password=it's \"s3cret\" \\"
  };

  private static Configured and(String... more) {
    var all = new ArrayList<>(List.of(LOGIN));
    all.addAll(List.of(more));
    return Configured.set(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, plain.PlainLoginModule",
    "SCRAM-SHA-256, scram.ScramLoginModule",
    "SCRAM-SHA-512, scram.ScramLoginModule"
  })
  void a_user_and_a_password_are_the_login_of_their_mechanism(String mechanism, String module) {
    var properties = and("kafka.sasl.mechanism=" + mechanism).read().kafka().properties();

    assertThat(properties)
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security."
                + module
                + " required username=\"me\" password=\"it's \\\"s3cret\\\" \\\\\";")
        .doesNotContainKeys("sasl.username", "sasl.password");
  }

  @Test
  void each_cluster_has_its_own() {
    var config =
        Configured.set(
                "sinks.far.type=kafka",
                "sinks.far.bootstrap.servers=far:9092",
                "sinks.far.security.protocol=SASL_SSL",
                "sinks.far.sasl.mechanism=PLAIN",
                "sinks.far.sasl.username=you",
                "sinks.far.sasl.password=x")
            .read();

    assertThat(config.kafka().properties()).doesNotContainKey("sasl.jaas.config");
    assertThat(((KafkaConfig) config.sinks().getLast().kind()).properties())
        .containsKey("sasl.jaas.config");
  }

  @Test
  void what_does_not_go_together_is_told() {
    assertThat(Configured.set("kafka.sasl.password=x").problems())
        .singleElement()
        .asString()
        .contains("counts with sasl.username alone")
        .doesNotContain("'x'");
    assertThat(and("kafka.security.protocol=PLAINTEXT").problems())
        .singleElement()
        .asString()
        .contains("kafka.sasl.username: 'me' counts with security.protocol SASL_SSL");
    assertThat(and("kafka.sasl.mechanism=GSSAPI").problems())
        .singleElement()
        .asString()
        .contains("counts with sasl.mechanism PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512");
    assertThat(and("kafka.sasl.jaas.config=x").problems())
        .anySatisfy(problem -> assertThat(problem).contains("which says the same"));
  }

  @Test
  void nothing_shows_the_password() {
    var config = and().read();

    assertThat(config.toString()).doesNotContain("s3cret");
    assertThat(config.settings())
        .filteredOn(one -> one.key().equals("kafka.sasl.password"))
        .singleElement()
        .matches(Setting::secret);
  }

  @Test
  void a_check_of_names_that_is_off_is_a_caution() {
    var off = and("kafka.ssl.endpoint.identification.algorithm=").read();

    assertThat(Cautions.of(off))
        .singleElement()
        .asString()
        .contains("'kafka'", "ssl.endpoint.identification.algorithm is empty");
    assertThat(Cautions.of(and().read())).isEmpty();
  }

  @Test
  void secrets_in_a_file_for_everybody_are_a_caution(@TempDir Path folder) throws Exception {
    var configured =
        Configured.yaml(folder, "kafka:", "  ssl.key.password: s3cret", "  linger.ms: 1");
    var file = folder.resolve("weir.yaml");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(Cautions.of(configured.read()))
        .singleElement()
        .asString()
        .contains("weir.yaml holds secrets", "chmod 640")
        .doesNotContain("s3cret");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(Cautions.of(configured.read())).isEmpty();
  }
}
