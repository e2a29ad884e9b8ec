package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
  private final Latencies latencies = new Latencies();

  @Test
  void quantiles_are_within_two_hundredths_of_the_truth() {
    for (int i = 1; i <= 10_000; i++) {
      latencies.record(TimeUnit.MICROSECONDS.toNanos(i * 10L));
    }

    assertThat(latencies.millis(0.50)).isCloseTo(50, within(1.0));
    assertThat(latencies.millis(0.99)).isCloseTo(99, within(2.0));
  }

  @Test
  void an_hour_fits_and_nothing_recorded_is_zero() {
    var none = new Latencies();

    latencies.record(TimeUnit.HOURS.toNanos(1));

    assertThat(latencies.millis(1)).isCloseTo(3_600_000, within(60_000.0));
    assertThat(none.millis(0.99)).isZero();
  }
}
