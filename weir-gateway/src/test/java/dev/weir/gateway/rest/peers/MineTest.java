package dev.weir.gateway.rest.peers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MineTest {
  private static final Name NAME = new Name("g", "one");

  private final Mine mine = new Mine("me");

  private Claim begun() {
    return requireNonNull(mine.begin(NAME));
  }

  @Test
  void a_claim_is_held_from_its_beginning_and_answers_calls_when_it_has_won() {
    var claim = begun();
    assertThat(mine.holds(claim)).isTrue();
    assertThat(mine.owns(NAME)).isFalse();

    mine.won(claim);

    assertThat(mine.owns(NAME)).isTrue();
  }

  @Test
  void there_is_one_claim_of_a_name_at_a_time() {
    var first = begun();
    assertThat(mine.begin(NAME)).isNull();

    assertThat(mine.end(NAME)).isEqualTo(first);

    assertThat(begun()).isNotEqualTo(first);
    assertThat(mine.holds(first)).isFalse();
  }

  @Test
  void a_name_that_somebody_took_answers_no_calls_and_is_not_claimed_until_it_is_ended() {
    var claim = begun();
    mine.won(claim);

    assertThat(mine.withdrawn(claim)).isTrue();

    assertThat(mine.withdrawn(claim)).isFalse();
    assertThat(mine.owns(NAME)).isFalse();
    assertThat(mine.holds(claim)).isFalse();
    assertThat(mine.begin(NAME)).isNull();
    assertThat(mine.end(NAME)).isEqualTo(claim);
    assertThat(mine.begin(NAME)).isNotNull();
  }

  @Test
  void what_it_has_ended_itself_is_not_lost() {
    var claim = begun();
    mine.won(claim);
    assertThat(mine.end(NAME)).isEqualTo(claim);

    assertThat(mine.withdrawn(claim)).isFalse();
    assertThat(mine.end(NAME)).isNull();
  }
}
