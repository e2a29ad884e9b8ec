package dev.weir.cli.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.SecuredBroker;
import dev.weir.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Logins and certificates of contexts, against a broker that looks at both.
@Timeout(180)
final class ContextTestCommandTest {
  private static final String SECRET = "it's s3cret";

  @TempDir private static Path folder;
  private static SecuredBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = SecuredBroker.start(folder, Duration.ofDays(90), SECRET);
    Files.writeString(folder.resolve("password"), SECRET + "\n");
    add("plain", "-X", "sasl.mechanism=PLAIN");
    try (var admin = Admin.create(settings())) {
      var info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
      admin
          .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion("ana", info, SECRET)))
          .all()
          .get();
    }
  }

  private static Map<String, Object> settings() throws IOException {
    var jaas =
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"ana\""
            + " password=\"%s\";".formatted(SECRET);
    return Map.of(
        "bootstrap.servers",
        broker.bootstrapServers(),
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        jaas,
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.certificates",
        Files.readString(broker.file("ca.crt")),
        "ssl.keystore.type",
        "PEM",
        "ssl.keystore.certificate.chain",
        Files.readString(broker.file("mine.crt")),
        "ssl.keystore.key",
        Files.readString(broker.file("mine.key")));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static void add(String name, String... more) {
    var command =
        new java.util.ArrayList<>(
            List.of("context", "add", name, "-b", broker.bootstrapServers(), "--username", "ana"));
    command.addAll(
        List.of("--password-file", "password", "--ca", broker.file("ca.crt").toString()));
    command.addAll(List.of("--certificate", broker.file("mine.crt").toString()));
    command.addAll(List.of("--key", broker.file("mine.key").toString(), "--replace"));
    command.addAll(List.of(more));
    assertThat(weir(command.toArray(String[]::new)).exitCode()).isZero();
  }

  private static void set(String name, String assignment) {
    assertThat(weir("context", "edit", name, "--set", assignment).exitCode()).isZero();
  }

  private static Ran weir(String... command) {
    return weir(Map.of(), command);
  }

  private static Ran weir(Map<String, String> more, String... command) {
    var env = new java.util.HashMap<>(Map.of("HOME", folder.toString()));
    env.putAll(more);
    return Ran.Around.in(folder).with(env).weir(command);
  }

  @Test
  void a_password_and_a_certificate_of_files_let_one_in() {
    var plain = weir("context", "test", "plain");
    add("scram");
    var scram = weir("context", "test", "scram", "-o", "json");
    var topics = weir("topics", "-x", "scram", "-o", "name");

    assertThat(plain.err()).isEmpty();
    assertThat(plain.out())
        .startsWith("BOOTSTRAP\tBROKERS\tCLUSTER-ID\tMS\tORIGIN\n")
        .contains(broker.bootstrapServers() + "\t1\t")
        .endsWith("\tcontext plain\n");
    assertThat(scram.out()).contains("\"brokers\":1");
    assertThat(topics.exitCode()).isZero();
  }

  @Test
  void a_password_of_the_environment_lets_one_in_and_a_wrong_one_does_not() {
    add("env", "-X", "sasl.mechanism=PLAIN");
    set("env", "password.env=PASSWORD");

    var right = weir(Map.of("PASSWORD", SECRET), "context", "test", "env");
    var wrong = weir(Map.of("PASSWORD", "hunter2"), "context", "test", "env", "-v");
    var none = weir("context", "test", "env");

    assertThat(right.exitCode()).isZero();
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(wrong.err()).contains("Kafka did not let us in").doesNotContain("hunter2");
    assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("the variable PASSWORD is not set");
  }

  @Test
  void a_broker_that_is_not_trusted_is_not_talked_to() {
    add("distrust");
    set("distrust", "tls.ca=" + broker.file("stranger.crt"));

    var ran = weir("context", "test", "distrust");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(ran.err()).contains("Kafka did not let us in");
  }

  @Test
  void a_file_that_is_none_is_told_before_anything_is_sent() throws IOException {
    var old = Files.writeString(folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nx\n");
    add("old");
    set("old", "tls.key=" + old);
    add("none");
    set("none", "tls.ca=none.pem");

    assertThat(weir("context", "test", "old").err()).contains("openssl pkcs8 -topk8");
    assertThat(weir("context", "test", "none").err()).contains("none.pem cannot be used");
  }
}
