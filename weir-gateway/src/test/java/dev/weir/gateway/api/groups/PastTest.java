package dev.weir.gateway.api.groups;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PastTest {
  private final Past past = new Past();

  @Test
  void a_message_came_between_two_looks_as_far_as_others_came_before_it() {
    past.saw(1_000, 100);
    past.saw(11_000, 200);

    assertThat(past.came(149)).isEqualTo(6_000);
    assertThat(past.came(199)).isEqualTo(11_000);
  }

  @Test
  void a_message_that_comes_after_silence_came_after_it() {
    past.saw(1_000, 100);
    past.saw(61_000, 100);
    past.saw(71_000, 101);

    assertThat(past.came(100)).isEqualTo(71_000);
  }

  @Test
  void of_what_was_there_at_the_first_look_nothing_is_known() {
    past.saw(1_000, 100);

    assertThat(past.came(99)).isNull();
  }

  @Test
  void what_is_to_come_counts_from_now() {
    past.saw(1_000, 100);
    past.saw(9_000, 100);

    assertThat(past.came(100)).isEqualTo(9_000);
  }

  @Test
  void a_topic_that_was_made_anew_has_no_past() {
    past.saw(1_000, 100);
    past.saw(2_000, 5);

    assertThat(past.came(4)).isNull();
    assertThat(past.came(50)).isEqualTo(2_000);
  }

  @Test
  void what_is_long_ago_stays_known_less_exactly() {
    for (var look = 0; look < 10_000; look++) past.saw(look * 10_000L, look * 100L);

    assertThat(past.came(999_850)).isBetween(99_985_000L - 10_000, 99_985_000L + 10_000);
    assertThat(past.came(50_000)).isBetween(4_900_000L, 5_100_000L);
  }
}
