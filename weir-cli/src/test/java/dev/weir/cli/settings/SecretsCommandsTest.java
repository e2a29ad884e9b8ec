package dev.weir.cli.settings;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Role;
import dev.weir.auth.KeyHash;
import dev.weir.auth.PasswordHash;
import dev.weir.cli.Ran;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.config.Rights;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `weir config password` and `weir config key`, and a gateway that knows what they made.
@Timeout(180)
final class SecretsCommandsTest {
  @TempDir private Path folder;

  @Test
  void a_password_becomes_the_hash_that_the_settings_have() {
    var made = Ran.Around.in(folder).given("long enough\nsecond line").weir("config", "password");

    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).startsWith("pbkdf2-sha256:600000:").doesNotContain("long enough");
    assertThat(PasswordHash.parse(made.out().strip()).matches("long enough")).isTrue();
  }

  @Test
  void who_says_who_it_is_for_gets_the_lines_to_paste() throws IOException {
    var key =
        Ran.weir(
            "config", "key", "--name", "shop", "--role", "produce,read", "--topics", "orders.*");
    var password =
        Ran.Around.in(folder)
            .given("long enough")
            .weir("config", "password", "--name", "anna", "--role", "operate");

    var keys = pasted(key.out().lines().skip(2).collect(joining("\n"))).auth().keys();
    assertThat(keys).containsOnlyKeys("shop");
    assertThat(requireNonNull(keys.get("shop")).rights())
        .isEqualTo(new Rights(Set.of(Role.PRODUCE, Role.READ), List.of("orders.*")));
    var made = key.out().lines().toList().getFirst().replaceFirst("key +", "");
    assertThat(requireNonNull(keys.get("shop")).key().matches(made)).isTrue();
    var users = pasted(password.out()).auth().users();
    assertThat(requireNonNull(users.get("anna")).rights().roles()).containsExactly(Role.OPERATE);
  }

  private WeirConfig pasted(String yaml) throws IOException {
    var file = Files.writeString(folder.resolve("pasted.yaml"), yaml + "\n");
    return WeirConfig.read(new Sources(file, Map.of(), List.of()));
  }

  @Test
  void what_the_settings_would_not_take_is_refused_before_a_secret_is_made() {
    var role = Ran.weir("config", "key", "--role", "king");
    var topics = Ran.weir("config", "password", "--name", "anna", "--topics", "a b");

    assertThat(role.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(role.err()).contains("'king'", "Correct --name, --role or --topics");
    assertThat(role.out()).isEmpty();
    assertThat(topics.err()).contains("is not a list of topics");
  }

  @Test
  void a_password_that_is_soon_guessed_is_refused() {
    for (var brief : new String[] {"", "1234567"}) {
      var made = Ran.Around.in(folder).given(brief).weir("config", "password");

      assertThat(made.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(made.err()).contains("Take one of 8 to 1,024");
      assertThat(made.out()).isEmpty();
    }
  }

  @Test
  void a_key_opens_a_gateway_that_has_its_hash() throws IOException {
    var made = Ran.weir("config", "key").out().lines().toList();
    var key = made.getFirst().replaceFirst("key +", "");
    var hash = made.getLast().replaceFirst("hash +", "");
    assertThat(KeyHash.parse(hash).matches(key)).isTrue();
    var file = Files.writeString(folder.resolve("key"), key + "\n");

    try (var weir = Weir.start(settings(hash))) {
      var at = "http://127.0.0.1:" + weir.ports().get("http");
      String[] status = {"gateway", "status", "-g", at};

      var without = Ran.weir(status);
      var with = Ran.weir("gateway", "status", "-g", at, "--key-file", file.toString());
      var variable = Ran.Around.in(folder).with(Map.of("WEIR_KEY_FILE", "key")).weir(status);
      var change = Ran.weir("gateway", "reload", "-g", at, "--key-file", file.toString());

      assertThat(without.exitCode()).isEqualTo(ExitCode.NOT_ALLOWED);
      assertThat(without.err()).contains("wants to know who asks", "--key-file FILE");
      assertThat(with.exitCode()).isZero();
      assertThat(variable.exitCode()).isZero();
      assertThat(change.exitCode()).isEqualTo(ExitCode.NOT_ALLOWED);
      assertThat(change.err()).contains("key ci has the role 'read'");
    }
  }

  private WeirConfig settings(String hash) {
    return WeirConfig.read(
        Sources.of(
            "listen.http=127.0.0.1:0",
            "listen.grpc=off",
            "kafka.bootstrap.servers=off",
            "data=" + folder,
            "auth.keys.ci.key=" + hash));
  }
}
