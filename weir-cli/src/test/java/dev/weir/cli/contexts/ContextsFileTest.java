package dev.weir.cli.contexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Stdout;
import dev.weir.cli.terminal.StopSignal;
import dev.weir.cli.terminal.Terminal;
import dev.weir.cli.terminal.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContextsFileTest {
  @TempDir private Path home;

  private World world() {
    return new World(
        InputStream.nullInputStream(),
        new Stdout(OutputStream.nullOutputStream()),
        new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        Map.of("HOME", home.toString(), "PASSWORD", "hunter2"),
        home,
        Terminal.none(),
        StopSignal.inside());
  }

  private Path file() {
    return home.resolve(".config/weir/contexts.yaml");
  }

  private ContextsFile given(String text) throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text);
    return ContextsFile.of(world());
  }

  @Test
  void it_is_written_for_its_user_alone() throws IOException {
    var contexts = ContextsFile.of(world());
    contexts.put("local", Map.of("bootstrap", "127.0.0.1:9092"));
    contexts.use("local");

    contexts.save();

    assertThat(file())
        .hasContent("current: local\ncontexts:\n  local:\n    bootstrap: 127.0.0.1:9092\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
        .isEqualTo("rwx------");
    assertThat(file().getParent()).isDirectoryNotContaining(one -> !one.equals(file()));
  }

  @Test
  void a_link_to_it_stays_a_link() throws IOException {
    var real = Files.writeString(home.resolve("dotfile.yaml"), "contexts: {a: {bootstrap: b}}\n");
    Files.createDirectories(file().getParent());
    Files.createSymbolicLink(file(), real);
    var contexts = ContextsFile.of(world());
    contexts.use("a");

    contexts.save();

    assertThat(file()).isSymbolicLink();
    assertThat(real).content().startsWith("current: a\n");
  }

  @Test
  void comments_and_order_are_kept() throws IOException {
    var contexts =
        given(
            """
            # mine
            current: a
            contexts:
              a: {bootstrap: "k:1"} # here
              # the real one
              b:
                bootstrap: k:2
                tls: {ca: /ca.pem}
            """);
    contexts.use("b");
    contexts.set("b", "read-only", "true");
    contexts.set("b", "properties.client.id", "me");
    contexts.set("a", "username", "ana");
    contexts.set("a", "password.env", "PASSWORD");
    contexts.set("a", "password.prompt", "true");
    contexts.unset("b", "tls");
    contexts.put("c", Map.of("bootstrap", "k:3"));

    contexts.save();

    assertThat(file())
        .hasContent(
            """
            # mine
            current: b
            contexts:
              a: {bootstrap: "k:1", username: ana, password: {prompt: true}} # here
              # the real one
              b:
                bootstrap: k:2
                read-only: true
                properties:
                  client.id: me
              c:
                bootstrap: k:3
            """);
  }

  @Test
  void the_last_one_that_goes_leaves_an_empty_file() throws IOException {
    var contexts = given("current: a\ncontexts: {a: {bootstrap: k}}\n");

    contexts.remove("a");
    contexts.save();

    assertThat(file()).isEmptyFile();
    assertThat(ContextsFile.of(world()).names()).isEmpty();
    assertThat(ContextsFile.of(world()).current()).isNull();
  }

  @Test
  void what_another_command_wrote_meanwhile_is_not_lost() throws IOException {
    var mine = given("contexts: {a: {bootstrap: k}}\n");
    mine.use("a");
    given("contexts: {a: {bootstrap: other}}\n");

    assertThatThrownBy(mine::save).isInstanceOf(Failure.class).hasMessageContaining("meanwhile");
    assertThat(file()).content().contains("other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a: {bootstap: k}                          | line 2: 'contexts.a.bootstap' is no key that is known here; did you mean 'bootstrap'?",
        "a: {gateway: k}                           | line 2: 'bootstrap' is missing in 'a'",
        "a: {bootstrap: k, colour: red}            | line 2: 'contexts.a.colour' is no key that is known here; did you mean 'color'?",
        "a: {bootstrap: k, color: pink}            | line 2: 'color' must be one of",
        "a: {bootstrap: k, read-only: yes}         | 'contexts.a.read-only' must be true or false",
        "a: {bootstrap: k, username: u}            | 'username' and 'password' belong together",
        "a: {bootstrap: k, username: u, password: hunter2} | where the secret is and not hold it",
        "a: {bootstrap: k, username: u, password: {file: f, env: E}} | one of file, env and prompt",
        "a: {bootstrap: k, tls: {key: f}}          | 'certificate' and 'key' belong together",
        "a: {bootstrap: k, registry: {}}           | 'contexts.a.registry.url' is missing",
        "a: {bootstrap: k, registry: {uri: x}}     | 'contexts.a.registry.url' is missing",
        "a: [k]                                    | 'contexts.a' must hold keys of its own",
        "a/b: {bootstrap: k}                       | 'a/b' cannot be the name of a context",
        "a: {bootstrap: k                        | is not YAML",
      })
  void what_cannot_be_understood_is_told_with_its_line(String context, String told)
      throws IOException {
    var text = "contexts:\n  %s\n".formatted(context);

    assertThatThrownBy(() -> given(text).check())
        .isInstanceOf(Failure.class)
        .hasMessageContaining(told.strip())
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void one_context_is_of_use_while_another_is_not() throws IOException {
    var contexts = given("contexts: {a: {bootstrap: k}, b: {}}\n");

    assertThat(contexts.context("a").bootstrap()).isEqualTo("k");
  }

  @Test
  void a_secret_is_read_from_its_place() throws IOException {
    Files.createDirectories(home.resolve(".secrets"));
    Files.writeString(home.resolve(".secrets/prod"), "from a file\nnot this\n");
    given("");
    Files.writeString(file().resolveSibling("beside"), "from beside\n");

    assertThat(new Secret.InFile("~/.secrets/prod").read(world(), "it")).isEqualTo("from a file");
    assertThat(new Secret.InFile("beside").read(world(), "it")).isEqualTo("from beside");
    assertThat(new Secret.InVariable("PASSWORD").read(world(), "it")).isEqualTo("hunter2");
    assertThat(new Secret.Written("hunter2").toString()).doesNotContain("hunter2");
  }

  @Test
  void a_secret_that_is_not_there_is_told_with_its_place() {
    assertThatThrownBy(() -> new Secret.InFile("none").read(world(), "password of ana"))
        .hasMessageContaining("There is no password of ana")
        .hasMessageContaining(".config/weir/none");
    assertThatThrownBy(() -> new Secret.InVariable("NONE").read(world(), "it"))
        .hasMessageContaining("the variable NONE is not set");
    assertThatThrownBy(() -> new Secret.Asked().read(world(), "it"))
        .hasMessageContaining("nobody is at a terminal")
        .hasMessageContaining("--set password.file=PATH");
  }
}
