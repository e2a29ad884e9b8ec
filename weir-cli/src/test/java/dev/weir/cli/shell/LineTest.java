package dev.weir.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.terminal.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      quoteCharacter = '`',
      value = {
        "consume rides -n 3=consume,rides,-n,3",
        "  a   b  =a,b",
        "f '%k\\t%v\\n' x=f,%k\\t%v\\n,x",
        "f \"a b\" 'c|d > e'=f,a b,c|d > e",
        "f a\\ b \\| \\>=f,a b,|,>",
        "f \"say \\\"a\\\"\"=f,say \"a\"",
        "D \\0 \\t=D,\\0,\\t",
        "f ''=f,",
      })
  void words_are_told_apart_as_in_a_systems_shell(String line, String words) {
    assertThat(Line.parse(line))
        .isEqualTo(new Line.Ours(List.of(words.split(",", -1)), new Target.Here()));
  }

  @Test
  void what_follows_the_words_takes_their_output() {
    assertThat(Line.parse("topics|grep 'a|b' | wc -l"))
        .isEqualTo(new Line.Ours(List.of("topics"), new Target.Pipe("grep 'a|b' | wc -l")));
    assertThat(Line.parse("topics > 'my file'"))
        .isEqualTo(new Line.Ours(List.of("topics"), new Target.Into("my file", false)));
    assertThat(Line.parse("topics >>all"))
        .isEqualTo(new Line.Ours(List.of("topics"), new Target.Into("all", true)));
  }

  @Test
  void the_rest_is_the_systems_or_nothing() {
    assertThat(Line.parse(" !ls -l | wc")).isEqualTo(new Line.OfSystem("ls -l | wc"));
    assertThat(Line.parse("# topics")).isEqualTo(new Line.Nothing());
    assertThat(Line.parse("   ")).isEqualTo(new Line.Nothing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"f 'a", "f |", "f >", "f > a b", "f > a | b", "f \"a\\\""})
  void what_is_not_complete_is_not_run(String line) {
    assertThatThrownBy(() -> Line.parse(line))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("not run");
  }
}
