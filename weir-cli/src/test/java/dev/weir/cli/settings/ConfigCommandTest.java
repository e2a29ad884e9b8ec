package dev.weir.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.config.Setting;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ConfigCommandTest {
  private static final String CHECK = "check";
  private static final String DIFF = "diff";
  private static final String REFERENCE = "reference";
  private static final String FILE = "weir.yaml";

  @TempDir private Path folder;

  @Test
  void show_tells_each_key_and_its_origin_in_every_kind() throws IOException {
    write(FILE, "breaker: { fails: 7 }");

    assertThat(config("show").out())
        .contains("KEY  ")
        .containsPattern("breaker\\.fails +7 +weir\\.yaml line 1\n");
    assertThat(config("show", "-o", "jsonl").out())
        .contains("{\"key\":\"breaker.fails\",\"value\":\"7\",\"origin\":\"weir.yaml line 1\"}\n");
    assertThat(config("show", "-o", "name").out().lines()).contains("breaker.fails", "data");
  }

  @Test
  void the_file_is_looked_for_where_the_command_was_given() throws IOException {
    write("other.yaml", "breaker: { fails: 8 }");

    var of =
        Ran.Around.in(folder)
            .with(Map.of("WEIR_CONFIG", "other.yaml", "WEIR_BREAKER_REQUESTS", "9"));

    assertThat(of.weir("config", "show").out())
        .containsPattern("breaker\\.fails +8 ")
        .containsPattern("breaker\\.requests +9 +WEIR_BREAKER_REQUESTS\n");
  }

  @Test
  void check_tells_what_would_listen_where() throws IOException {
    write(
        FILE,
        """
        listen: { http: '0.0.0.0:80', grpc: off, unix: /run/w.sock }
        insecure: true
        kafka.bootstrap.servers: k:9092\
        """);

    var checked = config(CHECK, FILE);

    assertThat(checked)
        .isEqualTo(
            new Ran(
                0,
                """
                http        0.0.0.0:80
                unix        /run/w.sock
                kafka       k:9092
                data        data
                """,
                ""));
    assertThat(config(CHECK, "-o", "json").out())
        .startsWith("{\"ok\":true,\"problems\":[],\"listens\":{\"http\":\"0.0.0.0:80\",");
  }

  @Test
  void check_tells_all_problems_with_their_lines_and_ends_with_7() throws IOException {
    write(FILE, "breaker:\n  fails: many\n  fial: 3\n");

    var checked = config(CHECK, FILE);

    assertThat(checked.exitCode()).isEqualTo(ExitCode.CHECK);
    assertThat(checked.out().lines())
        .containsExactly(
            "weir.yaml line 2: breaker.fails: 'many' is not a whole number from 1 to 1000000",
            "weir.yaml line 3: breaker.fial: unknown key; did you mean 'breaker.fails'?");
    assertThat(checked.err()).isEqualTo("2 problems.\n");
    assertThat(config(CHECK, FILE, "-o", "json").out())
        .startsWith("{\"ok\":false,\"problems\":[\"weir");
    assertThat(config(CHECK, "none.yaml").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void the_reference_has_every_key_with_default_type_and_meaning() {
    var keys = config(REFERENCE, "-o", "name").out().lines().toList();

    assertThat(keys).hasSizeGreaterThan(100).contains("data", "listen.http", "routes.<n>.topic");
    assertThat(config(REFERENCE, "breaker.fails").out())
        .isEqualTo(
            """
            KEY\tDEFAULT\tTYPE\tMEANING
            breaker.fails\t5\tnumber\tso many failures in a row, and a sink counts as away
            """);
    assertThat(config(REFERENCE, "breaker", "-o", "jsonl").out().lines()).hasSize(5);
    assertThat(config(REFERENCE, "braeker").err()).contains("There is no key 'braeker'");
  }

  @Test
  void the_reference_as_yaml_is_a_file_of_defaults() throws IOException {
    var yaml = config(REFERENCE, "-o", "yaml").out();
    write(FILE, yaml);
    write("all.yaml", yaml.replaceAll("(?m)^( *)#(?=\\S)", "$1"));

    assertThat(yaml)
        .contains("\nbreaker:\n  # so many failures in a row")
        .contains("\n  #fails: 5\n");
    assertThat(values(FILE)).containsExactlyElementsOf(values(null));
    assertThat(values("all.yaml")).containsExactlyElementsOf(values(null, "limits.memory=256MB"));
  }

  @Test
  void diff_shows_the_keys_that_differ() throws IOException {
    write(FILE, "breaker: { fails: 7 }\nkafka: { sasl.jaas.config: one }");
    write("b.yaml", "breaker: { fails: 8 }\nkafka: { sasl.jaas.config: other, linger.ms: 3 }");

    assertThat(config(DIFF, FILE))
        .isEqualTo(
            new Ran(
                0,
                """
                KEY\tdefault\tweir.yaml
                breaker.fails\t5\t7
                kafka.sasl.jaas.config\t-\t********
                """,
                "2 keys differ.\n"));
    assertThat(config(DIFF, FILE, "b.yaml", "-o", "jsonl").out().lines())
        .containsExactly(
            "{\"key\":\"breaker.fails\",\"before\":\"7\",\"after\":\"8\"}",
            "{\"key\":\"kafka.linger.ms\",\"before\":null,\"after\":\"3\"}",
            "{\"key\":\"kafka.sasl.jaas.config\",\"before\":\"********\",\"after\":\"********\"}");
    assertThat(config(DIFF, FILE, FILE).err()).isEqualTo("No key differs.\n");
    assertThat(config(DIFF, "none.yaml").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(config(DIFF, FILE, "--running", "-g", "127.0.0.1:1").exitCode())
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(config(DIFF, FILE, FILE, "--running").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void import_finds_the_file_where_the_command_was_given() throws IOException {
    write("kprf.yaml", "kafka:\n  bootstrap.servers: k:9092\n");

    assertThat(config("import", "kprf.yaml").exitCode()).isIn(ExitCode.OK, ExitCode.USAGE);
    assertThat(config("import", "none.yaml").exitCode()).isNotZero();
  }

  private Ran config(String... command) {
    var line = new String[command.length + 1];
    line[0] = "config";
    System.arraycopy(command, 0, line, 1, command.length);
    return Ran.Around.in(folder).weir(line);
  }

  private List<String> values(@Nullable String file, String... assignments) {
    var path = file == null ? null : folder.resolve(file);
    return WeirConfig.read(new Sources(path, Map.of(), List.of(assignments))).settings().stream()
        .sorted(java.util.Comparator.comparing(Setting::key))
        .map(setting -> setting.key() + "=" + setting.value())
        .toList();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
