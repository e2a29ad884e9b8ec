package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class ReportTest {
  @TempDir private Path folder;

  @Test
  void all_problems_of_all_sources_are_in_one_report_with_their_places() {
    var configured =
        new Configured(
            yaml(
                    "listen:",
                    "  http: nowhere",
                    "  htpp: 127.0.0.1:1",
                    "limits:",
                    "  in-flight: 0",
                    "kafka:",
                    "  lingr.ms: 5")
                .file(),
            Map.of("WEIR_BROKER_PORT", "65536", "WEIR_BROKER_PROT", "1"),
            List.of("limits.memory=much", "nonsense"));

    assertThatThrownBy(configured::read)
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("The configuration has 8 problems; nothing was started:\n");
    assertThat(configured.problems())
        .containsExactlyInAnyOrder(
            "--set: 'nonsense' is not of the form key=value",
            "weir.yaml line 2: listen.http: 'nowhere' is not an address such as 127.0.0.1:8082,"
                + " [::1]:8082 or off (port 0: any free one)",
            "weir.yaml line 5: limits.in-flight: '0' is not a whole number from 1 to 10000000",
            "WEIR_BROKER_PORT: broker.port: '65536' is not a whole number from 0 to 65535",
            "--set: limits.memory: 'much' is not a size such as 512KB or 1MB, from 1,048,576 to"
                + " 1,099,511,627,776 bytes",
            "weir.yaml line 3: listen.htpp: unknown key; did you mean 'listen.http'?",
            "weir.yaml line 7: kafka.lingr.ms: unknown key; did you mean 'kafka.linger.ms'?",
            "WEIR_BROKER_PROT: unknown variable; did you mean 'WEIR_BROKER_PORT'?");
  }

  @Test
  void one_problem_is_not_called_problems() {
    assertThatThrownBy(Configured.set("data2=1")::read)
        .hasMessageStartingWith("The configuration has 1 problem; nothing was started:\n");
  }

  @Test
  void a_name_like_no_other_is_sent_to_the_list() {
    assertThat(Configured.set("qwertyuiop=1").problems())
        .containsExactly("--set: qwertyuiop: unknown key; 'weir config show' lists the known ones");
    assertThat(Configured.variable("WEIR_QWERTYUIOPASDFGHJKL", "1").problems())
        .containsExactly(
            "WEIR_QWERTYUIOPASDFGHJKL: unknown variable; 'weir config show' lists the known ones");
  }

  @Test
  void a_section_given_as_a_value_is_told_how_to_write_it() {
    assertThat(yaml("listen: 127.0.0.1:1").problems())
        .containsExactly(
            "weir.yaml line 1: listen: is a section; write its keys beneath it, such as"
                + " 'listen.admin'");
  }

  @Test
  void a_value_given_as_a_section_is_unknown() {
    assertThat(yaml("data:", "  path: x").problems())
        .containsExactly(
            "weir.yaml line 2: data.path: unknown key; 'data' is a value, with nothing beneath it");
  }

  @Test
  void a_key_given_twice_names_both_lines() {
    assertThat(yaml("broker:", "  port: 1", "  port: 2", "data: a", "data: b").problems())
        .containsExactly(
            "weir.yaml line 3: broker.port: given before, on line 2",
            "weir.yaml line 5: data: given before, on line 4");
    assertThat(yaml("broker.port: 1", "broker: { port: 2 }").problems())
        .containsExactly("weir.yaml line 2: broker.port: given before, on line 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "# nothing\n",
        "---\n",
        "null\n",
        "listen:\n",
        "\uFEFF",
        "\uFEFFdata: data"
      })
  void a_file_without_a_change_is_a_working_gateway(String text) throws IOException {
    var file = Files.writeString(folder.resolve("weir.yaml"), text);

    assertThat(new Configured(file, Map.of(), List.of()).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a: [1", "a: 'b", "\ta: 1", "a: 1\n---\nb: 2", "a: b: c", "%", "a: *b", "\u0000"})
  void what_is_not_yaml_is_one_problem_that_says_so(String text) throws IOException {
    var file = Files.writeString(folder.resolve("weir.yaml"), text);

    var problems = new Configured(file, Map.of(), List.of()).problems();

    assertThat(problems).hasSize(1).allMatch(line -> line.contains("is not YAML"));
  }

  @Test
  void a_broken_line_is_named() {
    assertThat(yaml("data: a", "", "listen: [1").problems())
        .hasSize(1)
        .allMatch(line -> line.matches("weir\\.yaml line [34]: is not YAML: .+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"just words", "[a, b]", "5"})
  void yaml_without_keys_is_told_what_is_wanted(String text) {
    assertThat(yaml(text).problems())
        .containsExactly("weir.yaml line 1: must hold keys such as 'listen:'");
  }

  @Test
  void keys_and_lists_must_hold_plain_words() {
    assertThat(yaml("[a]: 1", "kafka:", "  bootstrap.servers: [{a: b}]").problems())
        .contains(
            "weir.yaml line 1: a key must be a plain word",
            "weir.yaml line 3: kafka.bootstrap.servers: a list of plain values is wanted");
  }

  @Test
  void a_list_of_servers_may_be_a_yaml_list() {
    var config = yaml("kafka:", "  bootstrap.servers:", "    - a:1", "    - b:2").read();

    assertThat(config.kafka().bootstrapServers()).isEqualTo("a:1,b:2");
  }

  @Test
  @Tag("S22")
  @Timeout(20)
  void an_alias_bomb_is_refused_before_it_grows() {
    var bomb =
        IntStream.range(1, 25)
            .mapToObj(i -> "a%d: &a%d {x: *a%d, y: *a%d}".formatted(i, i, i - 1, i - 1))
            .collect(Collectors.joining("\n", "a0: &a0 {x: 1, y: 2}\n", "\n"));

    assertThat(yaml(bomb).problems()).hasSize(1).allMatch(line -> line.contains("is not YAML"));
  }

  @Test
  void a_section_that_holds_itself_is_refused() {
    assertThat(yaml("a: &a", "  b: *a").problems())
        .hasSize(1)
        .allMatch(line -> line.contains("is not YAML"));
  }

  @Test
  void absurdly_deep_yaml_is_refused() {
    assertThat(yaml("[".repeat(100_000)).problems())
        .hasSize(1)
        .allMatch(line -> line.contains("is not YAML"));
  }

  @Test
  void a_file_of_megabytes_is_refused() {
    assertThat(yaml("data: " + "x".repeat(2 << 20)).problems())
        .hasSize(1)
        .allMatch(line -> line.contains("is not YAML"));
  }

  @Test
  void nothing_in_the_file_names_a_class() {
    assertThat(yaml("data: !!java.io.File [x]").read().data()).isEqualTo(Path.of("x"));
  }

  @Test
  void a_missing_file_is_named_in_full() {
    var missing = folder.resolve("none.yaml");

    assertThat(new Configured(missing, Map.of(), List.of()).problems())
        .containsExactly("none.yaml: there is no such file: " + missing.toAbsolutePath());
  }

  @Test
  void a_file_that_is_no_text_and_a_folder_are_problems_too() throws IOException {
    var binary = Files.write(folder.resolve("weir.yaml"), new byte[] {'a', (byte) 0xC0, ':'});

    assertThat(new Configured(binary, Map.of(), List.of()).problems())
        .hasSize(1)
        .allMatch(line -> line.startsWith("weir.yaml: cannot be read as UTF-8 text"));
    assertThat(new Configured(folder, Map.of(), List.of()).problems()).hasSize(1);
  }

  private Configured yaml(String... lines) {
    return Configured.yaml(folder, lines);
  }

  @Test
  void limits_that_could_never_be_met_are_refused() {
    var sources =
        Sources.of("limits.memory=8MB", "limits.message-bytes=2MB", "limits.request-bytes=1MB");

    assertThatThrownBy(() -> WeirConfig.read(sources))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("limits.message-bytes may be an eighth of limits.memory at most");
  }

  @Test
  void small_memory_brings_small_defaults_that_fit() {
    var limits = WeirConfig.read(Sources.of("limits.memory=4MB")).limits();

    assertThat(limits.messageBytes()).isEqualTo(512 << 10);
    assertThat(limits.requestBytes()).isEqualTo(1 << 20);
  }
}
