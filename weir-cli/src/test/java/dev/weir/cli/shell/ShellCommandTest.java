package dev.weir.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.Ran;
import dev.weir.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The shell with lines from a file, against a real broker.
@Timeout(180)
final class ShellCommandTest {
  @TempDir private static Path folder;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.resolve("kafka")));
    assertThat(shell("topics create rides\ntopics create orders-eu\n").exitCode()).isZero();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void lines_are_run_one_after_another_without_weir_before_them() {
    var ran = shell("# comment\n\ntopics -o name\nversion");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("rides\n").contains("\nweir ");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void it_stops_at_the_first_line_that_fails_with_its_exit_code() {
    var ran = shell("consume none\nversion\n");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("'none'");
  }

  @Test
  void it_goes_on_if_told_so_and_still_says_that_one_failed() {
    var ran = shell("consume none\nversion\nconsume --wrong\n", "--keep-going");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(ran.out()).startsWith("weir ");
  }

  @Test
  void output_goes_to_files_and_through_commands_of_the_system() throws Exception {
    var ran =
        shell(
            """
            topics -o name | grep rid | tr r R
            topics -o name > names.txt
            version >> names.txt
            !cat names.txt | wc -l
            """);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).matches("(?s)Rides\n *6\n");
    assertThat(Files.readString(folder.resolve("names.txt"))).contains("rides\n", "\nKafka ");
  }

  @Test
  void the_command_before_a_pipe_decides_if_it_fails_else_the_one_behind_it() {
    assertThat(shell("consume none | cat").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(shell("version | grep nothing").exitCode()).isEqualTo(1);
    assertThat(shell("help compat | head -1").exitCode()).isZero();
    assertThat(shell("!exit 9").exitCode()).isEqualTo(9);
  }

  @Test
  void a_default_topic_stands_in_where_one_is_missing() {
    var ran = shell("use rides\ntopics describe -o name\ntopics describe orders-eu -o name\n");

    assertThat(ran.out()).isEqualTo("rides\norders-eu\n");
    assertThat(ran.err()).contains("Default topic: rides");
  }

  @Test
  void what_destroys_must_be_told_which_topic() {
    var ran = shell("use rides\ntopics delete --yes\n");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(shell("topics -o name").out()).contains("rides");
  }

  @Test
  void a_benchmark_never_fills_the_default_topic() {
    var bench = "bench produce -o json --duration 50ms --warm-up 0s --rate 100/s";
    var ran = shell("use rides\n" + bench + "\nhelp\n");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("weir-bench-");
  }

  @Test
  void kafkas_scripts_and_kafka_shells_words_are_known() {
    var ran = shell("kafka-topics --list\ncluster-describe\nexit\nversion\n");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("rides\n", broker.bootstrapServers()).doesNotContain("weir ");
  }

  @Test
  void another_context_is_another_cluster() throws Exception {
    Files.createDirectories(folder.resolve("weir"));
    Files.writeString(
        folder.resolve("weir/contexts.yaml"), "contexts: { away: { bootstrap: '127.0.0.1:1' } }\n");

    var ran = shell("cluster-select away\ntopics --timeout 300ms\n");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(ran.err()).contains("127.0.0.1:1");
    assertThat(shell("cluster-select awy").err()).contains("Did you mean 'away'?");
  }

  @Test
  void a_watched_command_ends_when_it_fails() {
    var ran = shell("watch 1s consume none");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(shell("watch soon lag").err()).contains("'soon' is no duration");
  }

  @Test
  void commands_that_read_do_not_eat_the_lines_that_follow() {
    var ran = shell("produce rides\nversion\n");

    assertThat(ran.out()).startsWith("weir ");
  }

  private static Ran shell(String lines, String... options) {
    var line = new java.util.ArrayList<>(List.of("shell", "-b", broker.bootstrapServers()));
    line.addAll(List.of(options));
    return Ran.Around.in(folder)
        .given(lines)
        .with(Map.of("PATH", System.getenv("PATH"), "XDG_CONFIG_HOME", folder.toString()))
        .weir(line.toArray(String[]::new));
  }
}
