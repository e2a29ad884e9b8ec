package dev.weir.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LatenciesTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.5, 0.9, 0.99, 0.999, 1.0})
  void every_percentile_is_that_of_the_sorted_durations_and_1_6_percent_more_at_most(double share) {
    var random = new SplittableRandom(7);
    // From nanoseconds to minutes, as many in each order of magnitude.
    var truth =
        IntStream.range(0, 20_000)
            .mapToLong(_ -> (long) Math.pow(10, 11 * random.nextDouble()))
            .sorted()
            .toArray();
    var latencies = new Latencies();

    for (var nanos : truth) latencies.record(nanos);

    var rank = Math.max(1, (int) Math.ceil(share * truth.length));
    var exact = truth[rank - 1];
    assertThat(latencies.nanos(share)).isBetween(exact, exact + exact / 64);
  }

  @Test
  void the_greatest_is_exact_and_no_percentile_is_above_it() {
    var latencies = new Latencies();

    latencies.record(1_000_003);

    assertThat(latencies.maxNanos()).isEqualTo(1_000_003);
    assertThat(latencies.nanos(0.5)).isEqualTo(1_000_003);
    assertThat(latencies.count()).isOne();
  }

  @Test
  void what_cannot_be_is_counted_all_the_same() {
    var latencies = new Latencies();

    latencies.record(-5);
    latencies.record(Long.MAX_VALUE);

    assertThat(latencies.nanos(0.5)).isZero();
    assertThat(latencies.nanos(1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void of_nothing_everything_is_zero() {
    assertThat(new Latencies().nanos(0.99)).isZero();
  }
}
