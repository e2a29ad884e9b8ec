package dev.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.Ran;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Stdout;
import dev.weir.cli.terminal.StopSignal;
import dev.weir.cli.terminal.Terminal;
import dev.weir.cli.terminal.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The order in which a Kafka is found, step by step from the last to the first.
@Timeout(180)
final class SoughtTest {
  private static final String SECRET = "s3cr3t \"of\" \\ours";

  @TempDir private Path folder;

  private final Map<String, String> env = new HashMap<>();

  private Connection found(@Nullable String bootstrap, @Nullable String context) {
    return found(bootstrap, context, Map.of());
  }

  private Connection found(
      @Nullable String bootstrap, @Nullable String context, Map<String, String> properties) {
    return new Sought(world(), bootstrap, context, properties).find();
  }

  private World world() {
    env.put("XDG_CONFIG_HOME", folder.resolve("home").toString());
    return new World(
        InputStream.nullInputStream(),
        new Stdout(OutputStream.nullOutputStream()),
        new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        env,
        folder.resolve("work/here"),
        Terminal.none(),
        StopSignal.inside());
  }

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void contexts(String text) throws IOException {
    write("home/weir/contexts.yaml", text);
  }

  private static final String TWO =
      """
      current: local
      contexts:
        local: {bootstrap: "local:1", gateway: "http://local:2"}
        prod:
          bootstrap: "prod:1,prod:2"
          color: red
          read-only: true
          username: ana
          password: {env: PROD}
          registry: {url: "http://prod:8081/", username: ana, password: {env: PROD}}
      """;

  @Test
  void without_anything_it_is_the_usual_address() {
    var found = found(null, null);

    assertThat(found.servers()).isEqualTo("127.0.0.1:9092");
    assertThat(found.origin()).isEqualTo("the usual address");
    assertThat(found.gateway()).isNull();
  }

  @Test
  void the_up_of_this_folder_is_used_while_it_listens() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = socket.getLocalPort();
      write("work/here/data/weir.ports", "broker=%d\nhttp=%d\n".formatted(port, port));

      var found = found(null, null);

      assertThat(found.toString())
          .isEqualTo("127.0.0.1:%d (the 'weir up' of this folder)".formatted(port));
      assertThat(found.gateway()).isEqualTo("http://127.0.0.1:" + port);
    }
    var gone = found(null, null);

    assertThat(gone.servers()).isEqualTo("127.0.0.1:9092");
    assertThat(gone.origin()).contains("has ended");
  }

  @Test
  void the_current_context_goes_before_the_up() throws IOException {
    contexts(TWO);
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      write("work/here/data/weir.ports", "broker=%d\n".formatted(socket.getLocalPort()));

      assertThat(found(null, null).servers()).isEqualTo("local:1");
      assertThat(found(null, null).gateway()).isEqualTo("http://local:2");
    }
  }

  @Test
  void the_projects_file_goes_before_the_current_context() throws IOException {
    contexts(TWO);
    write("work/.weir.yaml", "bootstrap: team:1\nregistry: {url: 'http://team:2'}\n");
    Files.createDirectories(folder.resolve("work/.git"));

    assertThat(found(null, null).servers()).isEqualTo("team:1");
    assertThat(found(null, null).registry()).hasToString("http://team:2");
  }

  @Test
  void the_projects_file_may_name_a_context_and_lock_it() throws IOException {
    contexts(TWO);
    write("work/here/.weir.yaml", "context: local\nread-only: true\n");

    var found = found(null, null);

    assertThat(found.servers()).isEqualTo("local:1");
    assertThat(found.readOnly()).isTrue();
  }

  @Test
  void no_projects_file_is_believed_from_above_the_repository_or_outside_of_one()
      throws IOException {
    write("work/.weir.yaml", "bootstrap: elsewhere:1\n");

    var outside = found(null, null).servers();
    Files.createDirectories(folder.resolve("work/here/.git"));
    var above = found(null, null).servers();

    assertThat(outside).isEqualTo("127.0.0.1:9092");
    assertThat(above).isEqualTo("127.0.0.1:9092");
  }

  @Test
  void the_projects_file_holds_no_login() throws IOException {
    write("work/here/.weir.yaml", "bootstrap: evil:1\nusername: ana\npassword: {file: ~/p}\n");

    assertThatThrownBy(() -> found(null, null))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("'username'")
        .hasMessageContaining("'context:'");
  }

  @Test
  void a_named_context_goes_before_them_and_the_flag_before_the_variable() throws IOException {
    contexts(TWO);
    write("work/here/.weir.yaml", "bootstrap: team:1\n");
    env.put("WEIR_CONTEXT", "prod");
    env.put("PROD", SECRET);

    var found = found(null, null);

    assertThat(found.servers()).isEqualTo("prod:1,prod:2");
    assertThat(found.name()).isEqualTo("prod");
    assertThat(found.color()).isEqualTo("red");
    assertThat(found.readOnly()).isTrue();
    assertThat(found.properties())
        .containsEntry("security.protocol", "SASL_PLAINTEXT")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .extractingByKey("sasl.jaas.config")
        .asString()
        .contains("ScramLoginModule required username=\"ana\"")
        .contains("password=\"s3cr3t \\\"of\\\" \\\\ours\";");
    var registry = Objects.requireNonNull(found.registry());
    assertThat(registry.url()).isEqualTo("http://prod:8081");
    assertThat(registry.password()).isEqualTo(SECRET);
    assertThat(found + registry.toString()).doesNotContain("s3cr3t");
    assertThat(found(null, "local").servers()).isEqualTo("local:1");
  }

  @Test
  void the_variable_of_the_address_goes_before_a_context_whose_login_is_kept_when_it_was_named()
      throws IOException {
    contexts(TWO);
    env.put("WEIR_BOOTSTRAP", "variable:1");
    env.put("WEIR_GATEWAY", "http://variable:2");
    env.put("WEIR_REGISTRY", "http://variable:3");
    env.put("PROD", SECRET);

    var alone = found(null, null);
    var named = found(null, "prod");

    assertThat(alone.toString()).isEqualTo("variable:1 (WEIR_BOOTSTRAP)");
    assertThat(alone.gateway()).isEqualTo("http://variable:2");
    assertThat(alone.registry()).hasToString("http://variable:3");
    assertThat(alone.name()).isEmpty();
    assertThat(named.toString()).isEqualTo("variable:1 (WEIR_BOOTSTRAP, with context prod)");
    assertThat(named.properties()).containsKey("sasl.jaas.config");
    assertThat(named.readOnly()).isTrue();
  }

  @Test
  void the_flag_of_the_address_goes_before_all() throws IOException {
    contexts(TWO.replace("current: local", "current: prod"));
    env.put("WEIR_BOOTSTRAP", "variable:1");

    var alone = found("flag:1", null);

    assertThat(alone.toString()).isEqualTo("flag:1 (-b)");
    assertThat(alone.properties()).isEmpty();
    assertThat(alone.readOnly()).isFalse();
  }

  @Test
  void settings_of_the_line_are_put_over_those_of_the_context_also_by_librdkafkas_names()
      throws IOException {
    contexts(TWO);
    env.put("PROD", SECRET);

    var found =
        found(
            null,
            "prod",
            Map.of(
                "sasl.mechanisms", "PLAIN",
                "sasl.username", "eve",
                "sasl.password", "other",
                "security.protocol", "sasl_ssl",
                "my.plugin", "x"));

    assertThat(found.properties())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "PLAIN")
        .containsEntry("my.plugin", "x")
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"eve\" password=\"other\";")
        .doesNotContainKey("sasl.password");
  }

  @Test
  void a_context_that_is_not_there_is_told_with_the_nearest() throws IOException {
    contexts(TWO);
    var home = Map.of("XDG_CONFIG_HOME", folder.resolve("home").toString());

    var ran = Ran.Around.in(folder).with(home).weir("topics", "-x", "prd");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(ran.err()).contains("'prd'").contains("Did you mean 'prod'?");
  }

  @Test
  void nothing_is_written_where_the_context_is_locked() throws IOException {
    contexts(TWO);

    var locked = Cluster.of(world(), "prod");

    Cluster.of(world(), "local").mayWrite("create a topic");
    assertThatThrownBy(() -> locked.mayWrite("create a topic"))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_ALLOWED))
        .hasMessageContaining("context prod is read-only, and this would create a topic");
  }

  @Test
  void a_secret_on_the_line_is_warned_of_and_not_repeated() {
    var ran =
        Ran.weir("topics", "-b", "no-such-host.invalid:1", "-X", "sasl.password=hunter2", "-v");

    assertThat(ran.err()).contains("-X sasl.password shows").doesNotContain("hunter2");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
  }
}
