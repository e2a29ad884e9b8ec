package dev.weir.cli.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class ContextImportTest {
  @TempDir private Path folder;

  private Ran weir(String... command) {
    return Ran.Around.in(folder).with(Map.of("HOME", folder.toString())).weir(command);
  }

  private Ran imported(String name, String text, String... more) throws IOException {
    Files.writeString(folder.resolve(name), text);
    var command = new java.util.ArrayList<>(java.util.List.of("context", "import", name));
    command.addAll(java.util.List.of(more));
    return weir(command.toArray(String[]::new));
  }

  private Path home(String name) {
    return folder.resolve(".config/weir").resolve(name);
  }

  @Test
  void kcats_file_is_taken_over() throws IOException {
    var ran =
        imported(
            "kcat.conf",
            """
            # of the team
            bootstrap.servers = k1:9093,k2:9093
            security.protocol=sasl_ssl
            sasl.mechanisms=SCRAM-SHA-256
            sasl.username=ana
            sasl.password=hun\\ter=2
            ssl.ca.location=certs/ca.pem
            client.id=me
            log_level=3
            """,
            "--as",
            "prod");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).isEqualTo("NAME\tBOOTSTRAP\tRESULT\nprod\tk1:9093,k2:9093\tadded\n");
    assertThat(ran.err())
        .contains("prod: not taken over: log_level")
        .contains("prod: a password is in secrets/prod")
        .doesNotContain("ter=2");
    assertThat(home("contexts.yaml"))
        .hasContent(
            """
            contexts:
              prod:
                bootstrap: k1:9093,k2:9093
                properties:
                  security.protocol: SASL_SSL
                  sasl.mechanism: SCRAM-SHA-256
                  client.id: me
                username: ana
                password:
                  file: secrets/prod
                tls:
                  ca: %s/certs/ca.pem
            """
                .formatted(folder));
    assertThat(home("secrets/prod")).hasContent("hun\\ter=2\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home("secrets/prod"))))
        .isEqualTo("rw-------");
  }

  @Test
  void a_file_of_javas_tools_is_taken_over() throws IOException {
    var ran =
        imported(
            "client.properties",
            """
            bootstrap.servers=k:9093
            security.protocol=SASL_SSL
            sasl.mechanism=PLAIN
            sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \\
              username="ana" \\
              password="it\\\\"s";
            ssl.truststore.location=/t.jks
            ssl.truststore.password=changeit
            schema.registry.url=http://r:8081
            basic.auth.credentials.source=USER_INFO
            basic.auth.user.info=bob:builder
            """);

    assertThat(ran.err())
        .contains("client: ssl.truststore.password stands in contexts.yaml")
        .doesNotContain("changeit");
    assertThat(home("contexts.yaml"))
        .content()
        .contains("  client:\n    bootstrap: k:9093\n")
        .contains("username: ana")
        .contains("file: secrets/client\n")
        .contains("url: http://r:8081\n      username: bob")
        .contains("file: secrets/client-registry\n")
        .contains("ssl.truststore.location: /t.jks")
        .doesNotContain("jaas");
    assertThat(home("secrets/client")).hasContent("it\"s\n");
    assertThat(home("secrets/client-registry")).hasContent("builder\n");
  }

  @Test
  void rpks_profiles_are_taken_over() throws IOException {
    var ran =
        imported(
            "rpk.yaml",
            """
            version: 6
            current_profile: prod
            profiles:
              - name: prod
                description: the real one
                kafka_api:
                  brokers: [k1:9092, k2:9092]
                  tls: {ca_file: ca.pem, cert_file: /c.pem, key_file: /k.pem}
                  sasl: {user: ana, password: hunter2, mechanism: SCRAM-SHA-512}
                admin_api: {addresses: [k1:9644]}
                schema_registry: {addresses: [r:8081]}
              - name: "a lab"
                kafka_api: {brokers: [lab:9092], tls: {}}
            """);

    assertThat(ran.out()).contains("prod\tk1:9092,k2:9092\tadded\na-lab\tlab:9092\tadded\n");
    assertThat(ran.err())
        .contains("prod: not taken over: line 10: profiles.admin_api")
        .doesNotContain("hunter2");
    assertThat(weir("context", "show", "prod").out())
        .contains("tls.ca\t" + folder.resolve("ca.pem"))
        .contains("properties.sasl.mechanism\tSCRAM-SHA-512")
        .contains("password.file\tsecrets/prod")
        .contains("registry.url\thttp://r:8081");
    assertThat(weir("context", "show", "a-lab").out()).contains("tls\t{}");
    assertThat(home("secrets/prod")).hasContent("hunter2\n");
  }

  @Test
  void kafkactls_contexts_are_taken_over() throws IOException {
    var ran =
        imported(
            "kafkactl.yml",
            """
            contexts:
              default:
                brokers:
                - localhost:9092
                sasl: {enabled: false, username: nobody}
              remote:
                brokers: [k1:9092]
                tls: {enabled: true, ca: /ca.pem, insecure: true}
                sasl: {enabled: true, username: ana, password: hunter2, mechanism: scram-sha256}
                requestTimeout: 10s
                schemaRegistry: {url: localhost:8081, username: bob}
            current-context: default
            """);

    assertThat(ran.out()).contains("default\tlocalhost:9092\tadded\nremote\tk1:9092\tadded\n");
    assertThat(ran.err())
        .contains("remote: not taken over: tls.insecure")
        .contains("remote: not taken over: line 10: contexts.remote.requestTimeout");
    assertThat(weir("context", "show", "default").out())
        .isEqualTo("KEY\tVALUE\nbootstrap\tlocalhost:9092\n");
    assertThat(weir("context", "show", "remote").out())
        .contains("properties.sasl.mechanism\tSCRAM-SHA-256")
        .contains("tls.ca\t/ca.pem")
        .contains("registry.password.prompt\ttrue");
  }

  @Test
  void what_is_there_is_kept_unless_it_is_to_be_replaced() throws IOException {
    weir("context", "add", "prod", "-b", "mine:1");

    var kept = imported("kcat.conf", "bootstrap.servers=k:1\n", "--as", "prod");
    var dry = imported("kcat.conf", "bootstrap.servers=k:1\n", "--dry-run");
    var replaced = imported("kcat.conf", "bootstrap.servers=k:1\n", "--as", "prod", "--replace");

    assertThat(kept.out()).contains("prod\tk:1\tkept as it was");
    assertThat(dry.out()).contains("kcat\tk:1\twould be added");
    assertThat(replaced.out()).contains("prod\tk:1\tadded");
    assertThat(weir("context", "list", "-o", "name").out()).isEqualTo("prod\n");
  }

  @Test
  void what_cannot_be_imported_is_told() throws IOException {
    assertThat(weir("context", "import", "none.conf").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(imported("kcat.conf", "# nothing\n").err()).contains("no bootstrap.servers");
    assertThat(imported("x.yaml", "a: b\n").err()).contains("no clusters that are known");
    assertThat(imported("y.yaml", "contexts: {a: {}}\n").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(home("contexts.yaml")).doesNotExist();
  }
}
