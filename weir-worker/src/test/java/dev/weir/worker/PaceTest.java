package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class PaceTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void so_many_begin_in_a_second_and_no_more() {
    var pace = new Pace(50, 0);

    assertThat(begun(pace, 0, 10 * SECOND)).isBetween(500, 505);
  }

  @Test
  void what_was_not_used_is_not_saved_for_long() {
    var pace = new Pace(50, 0);

    assertThat(begun(pace, 60 * SECOND, 61 * SECOND)).isBetween(50, 56);
  }

  @Test
  void another_rate_holds_at_once() {
    var pace = new Pace(0.001, 0);
    pace.began(0);
    assertThat(pace.waitNanos(SECOND)).isGreaterThan(900 * SECOND);

    pace.set(1_000, SECOND);

    assertThat(begun(pace, SECOND, 2 * SECOND)).isBetween(1_000, 1_101);
  }

  @Test
  void no_limit_never_waits() {
    var pace = new Pace(Double.POSITIVE_INFINITY, 0);
    pace.began(0);

    assertThat(pace.waitNanos(0)).isLessThanOrEqualTo(0);
  }

  private static int begun(Pace pace, long from, long to) {
    var begun = 0;
    for (var now = from; now < to; now += SECOND / 10_000) {
      if (pace.waitNanos(now) > 0) continue;
      pace.began(now);
      begun++;
    }
    return begun;
  }
}
