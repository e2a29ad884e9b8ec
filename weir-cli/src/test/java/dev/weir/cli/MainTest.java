package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class MainTest {
  @TempDir private Path folder;

  @Test
  void alone_it_shows_its_commands() {
    var alone = Ran.weir();

    assertThat(alone.exitCode()).isZero();
    assertThat(alone.out()).startsWith("Usage: weir").contains("up ").doesNotContain("warm-up");
  }

  @Test
  void a_mistyped_command_is_an_error_with_the_nearest() {
    var mistyped = Ran.weir("topcs");

    assertThat(mistyped.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(mistyped.err()).contains("topcs").contains("weir topics");
    assertThat(mistyped.out()).isEmpty();
  }

  @Test
  void a_mistyped_option_is_an_error_with_the_nearest() {
    var mistyped = Ran.weir("consume", "rides", "--max-mesages", "3");

    assertThat(mistyped.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(mistyped.err()).contains("--max-messages").contains("weir consume --help");
  }

  @Test
  void a_number_that_makes_no_sense_is_wrong_usage() {
    var none = Ran.weir("consume", "rides", "-n", "0");

    assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("-n must be 1 or more");
  }

  @Test
  void both_ways_to_ask_for_the_version_are_answered() {
    var asCommand = Ran.weir("version");

    assertThat(asCommand.out())
        .matches("weir \\d\\S+\nCommit \\S+, built \\d\\S+Z\nKafka \\d\\S+\nJava \\d\\S+\n");
    assertThat(Ran.weir("--version").out()).isEqualTo(asCommand.out());
  }

  @Test
  void a_kafka_that_is_away_is_told_long_before_its_client_would() {
    var bootstrap = "127.0.0.1:1";
    var beganNanos = System.nanoTime();

    var consumed = Ran.weir("consume", "rides", "-b", bootstrap);

    // It waits for 6 s, and Kafka's client for 60.
    assertThat(System.nanoTime() - beganNanos).isLessThan(30_000_000_000L);
    assertThat(consumed.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(consumed.err())
        .contains("Kafka cannot be reached at " + bootstrap)
        .contains("weir up")
        .doesNotContain("at org.apache");
    assertThat(consumed.out()).isEmpty();
  }

  @Test
  void a_host_without_an_address_is_told() {
    var consumed = Ran.weir("topics", "-b", "no-such-host.invalid:9092", "-v");

    assertThat(consumed.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(consumed.err()).contains("no-such-host.invalid").contains("at org.apache.kafka");
  }

  @Test
  void every_setting_is_shown_with_its_origin_and_no_secret() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("my.yaml"), "kafka:\n  sasl.jaas.config: user password=abc\n");

    var shown =
        Ran.weir("config", "show", file.toString(), "--set", "broker.port=0", "--set", "data=/x");

    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .containsPattern("broker\\.port +0 +--set\n")
        .containsPattern("listen\\.http +127\\.0\\.0\\.1:8082 +default\n")
        .containsPattern("kafka\\.sasl\\.jaas\\.config +\\*+ +my\\.yaml line 2\n")
        .doesNotContain("abc");
  }

  @Test
  void config_alone_says_what_is_missing() {
    var alone = Ran.weir("config");

    assertThat(alone.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(alone.err()).contains("weir config show");
  }

  @Test
  void what_short_commands_are_warmed_up_with_works() {
    try (var broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.resolve("kafka")))) {
      assertThat(Ran.weir("warm-up-short", broker.bootstrapServers()))
          .isEqualTo(new Ran(0, "", ""));
    }
  }
}
