package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {
  @Test
  void a_given_value_wins_over_its_default() {
    var arguments = Arguments.parse(new String[] {"--rounds", "5"}, Map.of("rounds", "3"));

    assertThat(arguments.count("rounds")).isEqualTo(5);
  }

  @Test
  void an_unknown_name_is_refused_with_the_known_ones() {
    assertThatThrownBy(() -> BenchOptions.parse(new String[] {"--round", "5"}))
        .hasMessageContaining("'--round'")
        .hasMessageContaining("--rounds");
  }

  @Test
  void subjects_are_measured_in_the_order_of_a_round_however_they_are_named() {
    var subjects = Subject.list("raw-producer,weir,netty-floor");

    assertThat(subjects).containsExactly(Subject.NETTY_FLOOR, Subject.WEIR, Subject.RAW_PRODUCER);
  }

  @Test
  void a_weir_that_is_not_there_is_refused_before_anything_starts() {
    var line = new String[] {"--weir-home", "/nowhere"};

    assertThatThrownBy(() -> BenchOptions.parse(line))
        .hasMessageContaining("/nowhere/lib")
        .hasMessageContaining("--weir-command");
  }
}
