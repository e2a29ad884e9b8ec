package dev.weir.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class HelpCommandTest {
  @Test
  void each_topic_that_is_listed_has_a_text_that_fits_a_terminal() {
    var list = Ran.weir("help");

    assertThat(list.out()).contains("exit-codes", "contexts", "compat");
    assertThat(new HelpTexts())
        .allSatisfy(topic -> {
          assertThat(list.out()).contains(topic);
          var text = Ran.weir("help", topic);
          assertThat(text.exitCode()).isZero();
          assertThat(text.out().lines())
              .hasSizeGreaterThan(3)
              .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        });
  }

  @Test
  void help_of_a_command_is_what_the_command_says_itself() {
    assertThat(Ran.weir("help", "topics", "create"))
        .isEqualTo(Ran.weir("topics", "create", "--help"));
  }

  @Test
  void the_scripts_options_are_listed_with_ours() {
    assertThat(Ran.weir("help", "compat").out())
        .containsPattern("--request-required-acks +--acks\n")
        .containsPattern("--formatter +no like here");
  }

  @Test
  void help_on_nothing_that_there_is_names_the_nearest() {
    var help = Ran.weir("help", "contxts");

    assertThat(help.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(help.err()).contains("'contxts'").contains("Did you mean 'contexts'?");
  }
}
