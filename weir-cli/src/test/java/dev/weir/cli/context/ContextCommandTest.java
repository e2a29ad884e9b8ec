package dev.weir.cli.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class ContextCommandTest {
  @TempDir private Path folder;

  private final Map<String, String> env = new HashMap<>();

  private Ran.Around around() {
    env.put("HOME", folder.toString());
    return Ran.Around.in(folder).with(env);
  }

  private Ran weir(String... command) {
    return around().weir(command);
  }

  private Path file() {
    return folder.resolve(".config/weir/contexts.yaml");
  }

  private String text() throws IOException {
    return Files.readString(file());
  }

  @Test
  void a_context_is_added_with_all_it_can_have() {
    var added =
        weir("context add prod -b k1:9093,k2:9093 --gateway http://g:8082 --prompt-color red"
                .split(" "))
            .exitCode();
    var whole =
        weir(
            ("context add prod --replace --use -b k1:9093,k2:9093 --gateway http://g:8082"
                    + " --prompt-color red --read-only -X sasl.mechanisms=PLAIN --username ana"
                    + " --password-file secret --ca ca.pem --certificate /c.pem --key /k.pem"
                    + " --registry http://r:8081")
                .split(" "));

    assertThat(added).isZero();
    assertThat(whole.exitCode()).isZero();
    assertThat(whole.out()).isEmpty();
    assertThat(whole.err()).contains("Context prod is in " + file()).contains("context test prod");
    assertThat(file())
        .hasContent(
            """
            current: prod
            contexts:
              prod:
                bootstrap: k1:9093,k2:9093
                gateway: http://g:8082
                color: red
                read-only: true
                properties:
                  sasl.mechanism: PLAIN
                username: ana
                password:
                  file: %s/secret
                tls:
                  ca: %s/ca.pem
                  certificate: /c.pem
                  key: /k.pem
                registry:
                  url: http://r:8081
            """
                .formatted(folder, folder));
  }

  @Test
  void each_place_of_a_password_can_be_named() throws IOException {
    weir("context", "add", "a", "-b", "k:1", "--username", "u");
    weir("context", "add", "b", "-b", "k:1", "--username", "u", "--password-env", "VAR");
    weir("context", "add", "c", "-b", "k:1", "--username", "u", "--password-prompt", "--tls");

    assertThat(text()).contains("prompt: true").contains("env: VAR").endsWith("    tls: {}\n");
  }

  @Test
  void what_makes_no_context_changes_nothing() {
    weir("context", "add", "a", "-b", "k:1");

    var twice = weir("context", "add", "a", "-b", "k:2");
    var secret = weir("context", "add", "b", "-b", "k:2", "-X", "sasl.jaas.config=hunter2");
    var nobody = weir("context", "add", "b", "-b", "k:2", "--password-env", "X");
    var color = weir("context", "add", "b", "-b", "k:2", "--prompt-color", "pink");
    var name = weir("context", "add", "b/c", "-b", "k:2");

    assertThat(twice.err()).contains("a context 'a' already").contains("--replace");
    assertThat(secret.err()).contains("'ps' shows it").doesNotContain("hunter2");
    assertThat(nobody.err()).contains("Context 'b'").contains("belong together");
    assertThat(color.err()).contains("'color' must be one of blue, cyan");
    assertThat(name.err()).contains("'b/c' cannot be the name");
    for (var ran : new Ran[] {twice, secret, nobody, color, name}) {
      assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    }
    assertThat(file()).hasContent("contexts:\n  a:\n    bootstrap: k:1\n");
  }

  @Test
  void without_a_home_there_is_no_place_for_them() {
    var ran = Ran.weir("context", "add", "a", "-b", "k:1");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("neither HOME nor XDG_CONFIG_HOME");
    assertThat(Ran.weir("context", "list").out()).startsWith("NAME\tCURRENT\tBOOTSTRAP");
  }

  @Test
  void they_are_listed_with_a_star_at_the_current_one() {
    weir("context", "add", "local", "-b", "127.0.0.1:9092", "--use");
    weir("context", "add", "prod", "-b", "k:1", "--read-only", "--username", "ana");

    assertThat(weir("context").out())
        .isEqualTo(
            """
            NAME\tCURRENT\tBOOTSTRAP\tGATEWAY\tUSERNAME\tCOLOR\tREAD-ONLY
            local\t*\t127.0.0.1:9092\t-\t-\t-\tno
            prod\t\tk:1\t-\tana\t-\tyes
            """);
    assertThat(weir("context", "list", "-o", "name").out()).isEqualTo("local\nprod\n");
    assertThat(weir("context", "list", "-o", "jsonl").out())
        .startsWith("{\"name\":\"local\",\"current\":true,\"bootstrap\":\"127.0.0.1:9092\"")
        .contains("\"readOnly\":true}");
  }

  @Test
  void another_one_is_used_and_then_none() throws IOException {
    weir("context", "add", "a", "-b", "k:1");
    weir("context", "add", "b", "-b", "k:2");

    var used = weir("context", "use", "b");
    var then = text();
    var none = weir("context", "use", "--none");

    assertThat(used.err()).isEqualTo("Context b is current.\n");
    assertThat(then).startsWith("current: b\n");
    assertThat(none.exitCode()).isZero();
    assertThat(text()).startsWith("contexts:\n");
    assertThat(weir("context", "use", "c").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(weir("context", "use").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void one_is_shown_without_its_secrets() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(
        file(),
        """
        contexts:
          prod:
            bootstrap: k:1
            properties: {ssl.truststore.password: hunter2, client.id: me}
            username: ana
            password: {env: PROD}
        """);
    env.put("PROD", "hunter2");

    var table = weir("context", "show", "prod").out();
    var yaml = weir("context", "show", "prod", "-o", "yaml").out();

    assertThat(table)
        .isEqualTo(
            """
            KEY\tVALUE
            bootstrap\tk:1
            properties.ssl.truststore.password\t****
            properties.client.id\tme
            username\tana
            password.env\tPROD
            """);
    assertThat(yaml).contains("env: PROD").doesNotContain("hunter2");
  }

  @Test
  void a_password_in_an_address_is_not_shown() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(
        file(),
        """
        contexts:
          prod:
            bootstrap: k:1
            gateway: http://ana:hunter2@gateway:8082
            registry: {url: "https://ana:hunter2@registry"}
        """);

    var named = weir("context", "show", "prod").out();
    var inForce = weir("context", "show", "-x", "prod", "-o", "json").out();

    assertThat(named)
        .contains("gateway\thttp://****@gateway:8082\n", "registry.url\thttps://****@registry\n");
    assertThat(inForce).contains("****@gateway", "****@registry").doesNotContain("hunter2");
  }

  @Test
  void what_is_in_force_here_is_shown_with_its_reason() throws IOException {
    weir("context", "add", "prod", "-b", "k:1", "--read-only");
    Files.writeString(folder.resolve(".weir.yaml"), "context: prod\n");

    var shown = weir("context", "show", "-o", "json");

    assertThat(shown.out())
        .isEqualTo(
            """
            {"origin":"context prod, by %s/.weir.yaml","context":"prod","bootstrap":"k:1",\
            "gateway":null,"registry":null,"readOnly":true}
            """
                .formatted(folder));
  }

  @Test
  void keys_are_set_and_unset() throws IOException {
    weir("context", "add", "a", "-b", "k:1", "--gateway", "http://g");

    var changed =
        weir(
            ("context edit a --set read-only=true --set tls.ca=/ca.pem --set username=ana"
                    + " --set password.file=~/p --set properties.client.id=me --unset gateway")
                .split(" "));

    assertThat(changed.err()).isEqualTo("Context a was changed.\n");
    assertThat(text())
        .contains("read-only: true")
        .contains("ca: /ca.pem")
        .contains("file: ~/p")
        .contains("client.id: me")
        .doesNotContain("gateway");
  }

  @Test
  void a_key_that_is_not_known_changes_nothing() throws IOException {
    weir("context", "add", "a", "-b", "k:1");
    var before = text();

    var unknown = weir("context", "edit", "a", "--set", "colour=red");
    var absent = weir("context", "edit", "a", "--unset", "gateway");
    var secret = weir("context", "edit", "a", "--set", "properties.ssl.key.password=hunter2");
    var nameless = weir("context", "edit", "--set", "color=red");

    assertThat(unknown.err()).contains("did you mean 'color'?");
    assertThat(absent.err()).contains("a has no 'gateway'");
    assertThat(secret.err()).contains("'ps' shows it").doesNotContain("hunter2");
    assertThat(nameless.err()).contains("need a NAME");
    assertThat(text()).isEqualTo(before);
  }

  @Test
  void an_editor_changes_the_file() throws IOException {
    weir("context", "add", "a", "-b", "k:1");
    env.put("EDITOR", "sed -i s/k:1/k:2/");

    var edited = weir("context", "edit");

    assertThat(edited.exitCode()).isZero();
    assertThat(text()).contains("bootstrap: k:2");
    assertThat(file().getParent()).isDirectoryNotContaining("glob:**edited**");
  }

  @Test
  void what_an_editor_broke_does_not_take_effect_and_is_kept() throws IOException {
    weir("context", "add", "a", "-b", "k:1");
    env.put("EDITOR", "sed -i s/bootstrap/bootstrp/");

    var edited = weir("context", "edit");

    assertThat(edited.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(edited.err()).contains("line 3").contains("did you mean 'bootstrap'?");
    assertThat(text()).contains("bootstrap: k:1");
    assertThat(edited.err()).contains("What was typed is kept in");
    assertThat(file().getParent()).isDirectoryContaining("glob:**contexts-edited-*.yaml");
  }

  @Test
  void an_editor_that_fails_changes_nothing() {
    weir("context", "add", "a", "-b", "k:1");
    env.put("VISUAL", "false");

    var edited = weir("context", "edit");

    assertThat(edited.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(edited.err()).contains("'false").contains("ended with 1");
  }

  @Test
  void nothing_is_removed_that_nobody_confirmed() throws IOException {
    weir("context", "add", "a", "-b", "k:1", "--use");
    weir("context", "add", "b", "-b", "k:2");
    var terminal = new Terminal(true, false, true, 80, true);

    var alone = weir("context", "remove", "a");
    var asked = around().given("n\n").at(terminal).weir("context", "remove", "a");
    var unknown = weir("context", "remove", "c", "--yes");
    var before = text();
    var removed = weir("context", "remove", "a", "--yes");

    assertThat(alone.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(asked.err()).contains("a of " + file() + " is forgotten. Go on?");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(before).contains("current: a");
    assertThat(removed.err()).isEqualTo("Removed: a.\n");
    assertThat(text()).isEqualTo("contexts:\n  b:\n    bootstrap: k:2\n");
  }
}
