package dev.weir.gateway.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {
  private static final double[] BOUNDS = {0.001, 0.002, 0.004};

  @Test
  void nothing_has_no_percentile() {
    var none = spread(0, 0, 0, 0);

    assertThat(none.millis(50)).isNull();
    assertThat(none.maxMillis()).isNull();
    assertThat(Spread.NONE.millis(99)).isNull();
  }

  @Test
  void inside_a_bucket_they_are_spread_evenly() {
    var spread = spread(0, 100, 0, 0);

    assertThat(spread.millis(50)).isCloseTo(1.5, within(1e-9));
    assertThat(spread.millis(99)).isCloseTo(1.99, within(1e-9));
    assertThat(spread.maxMillis()).isEqualTo(2);
  }

  @Test
  void a_percentile_is_found_across_buckets() {
    var spread = spread(50, 40, 10, 0);

    assertThat(spread.millis(50)).isCloseTo(1, within(1e-9));
    assertThat(spread.millis(90)).isCloseTo(2, within(1e-9));
    assertThat(spread.millis(95)).isCloseTo(3, within(1e-9));
  }

  @Test
  void what_is_behind_the_last_bound_took_that_long_at_least() {
    var spread = spread(0, 0, 0, 3);

    assertThat(spread.millis(50)).isEqualTo(4);
    assertThat(spread.maxMillis()).isEqualTo(4);
  }

  @Test
  void only_what_came_since_counts() {
    var then = spread(1_000, 0, 0, 0);
    var now = spread(1_000, 0, 10, 0);

    assertThat(now.since(then).millis(50)).isCloseTo(3, within(1e-9));
  }

  @Test
  void two_sinks_count_together() {
    assertThat(spread(1, 0, 0, 0).plus(spread(0, 0, 1, 0)).maxMillis()).isEqualTo(4);
    assertThat(Spread.NONE.plus(spread(0, 1, 0, 0)).maxMillis()).isEqualTo(2);
  }

  private static Spread spread(long... counts) {
    return new Spread(BOUNDS, counts);
  }
}
