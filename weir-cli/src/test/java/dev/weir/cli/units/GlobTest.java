package dev.weir.cli.units;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GlobTest {
  @Test
  void a_star_is_any_and_a_question_mark_is_one_and_the_rest_is_itself() {
    assertThat(Glob.of("a*.b?")).accepts("a.bc", "axx.bc").rejects("a.b", "axbc", "xa.bc", "a.bcd");
    assertThat(Glob.of("a.b")).accepts("a.b").rejects("axb");
    assertThat(Glob.of("*")).accepts("", "anything");
  }

  @Test
  void a_name_without_signs_is_just_that() {
    assertThat(Glob.isIn("rides")).isFalse();
    assertThat(Glob.isIn("rid*")).isTrue();
  }
}
