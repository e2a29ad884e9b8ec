package dev.weir.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Trace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class MetricsTest {
  private final Metrics metrics = new Metrics();

  @Test
  void the_bounds_double_from_a_quarter_of_a_millisecond_to_16_seconds() {
    var bounds = metrics.histogram("h", "help").bounds();

    assertThat(bounds).hasSize(17).startsWith(0.00025, 0.0005, 0.001, 0.002).endsWith(16.384);
    for (var i = 1; i < bounds.length; i++) assertThat(bounds[i]).isEqualTo(2 * bounds[i - 1]);
  }

  @Test
  void a_duration_falls_into_the_first_bucket_whose_bound_is_not_below_it() {
    for (var bucket = 0; bucket < 17; bucket++) {
      var bound = 250_000L << bucket;

      assertThat(bucketOf(bound)).as("at %,d ns", bound).isEqualTo(bucket);
      assertThat(bucketOf(bound - 1)).as("below %,d ns", bound).isEqualTo(bucket);
      assertThat(bucketOf(bound + 1)).as("above %,d ns", bound).isEqualTo(bucket + 1);
    }
  }

  @Test
  void the_shortest_and_the_longest_durations_have_a_bucket() {
    assertThat(bucketOf(0)).isZero();
    assertThat(bucketOf(1)).isZero();
    assertThat(bucketOf(-1)).isZero();
    assertThat(bucketOf(Long.MAX_VALUE)).isEqualTo(17);
  }

  @Test
  void durations_are_summed() {
    var histogram = metrics.histogram("h", "help");

    histogram.observe(1_500_000_000);
    histogram.observe(500_000_000);

    assertThat(histogram.sum()).isEqualTo(2.0);
    assertThat(LongStream.of(histogram.counts()).sum()).isEqualTo(2);
  }

  @Test
  void a_histogram_may_have_bounds_and_a_unit_of_its_own() {
    var scale = Scale.milliseconds(Duration.ofMillis(5), Duration.ofMillis(80));
    var histogram = metrics.histogram("h", "help", scale);

    histogram.observe(5_000_000);
    histogram.observe(5_000_001);
    histogram.observe(81_000_000);

    assertThat(histogram.bounds()).containsExactly(5, 80);
    assertThat(histogram.counts()).containsExactly(1, 1, 1);
    assertThat(histogram.sum()).isEqualTo(91.000001);
  }

  @Test
  void the_last_trace_of_a_bucket_stands_for_it() {
    var histogram = metrics.histogram("h", "help");
    var first = trace("1");
    var second = trace("2");
    var slow = trace("3");

    histogram.observe(1_000_000, first);
    histogram.observe(900_000, second);
    histogram.observe(800_000, null);
    histogram.observe(8_000_000_000L, slow);

    assertThat(histogram.seen())
        .containsExactly(new Histogram.Seen(second, 0.0009), new Histogram.Seen(slow, 8));
    assertThat(LongStream.of(histogram.counts()).sum()).isEqualTo(4);
  }

  @Test
  void without_traces_none_stands_for_a_bucket() {
    var histogram = metrics.histogram("h", "help");

    histogram.observe(1_000_000);

    assertThat(histogram.seen()).isEmpty();
  }

  private static Trace trace(String digit) {
    return new Trace(digit.repeat(32), digit.repeat(16), true);
  }

  @Test
  void a_summary_is_read_when_somebody_looks_and_counts_anew() {
    metrics.summary("s", "help", () -> 1, () -> 0.5);

    metrics.summary("s", "help", () -> 2, () -> 1.5);

    assertThat(metrics.all())
        .singleElement()
        .satisfies(one -> {
          assertThat(((Summary) one).count().getAsLong()).isEqualTo(2);
          assertThat(((Summary) one).sum().getAsDouble()).isEqualTo(1.5);
        });
  }

  @Test
  void a_total_is_read_when_somebody_looks_and_counts_anew() {
    metrics.total("t", "help", () -> 1);

    metrics.total("t", "help", () -> 2);

    assertThat(metrics.all()).hasSize(1);
    assertThat(((Total) metrics.all().getFirst()).value().getAsDouble()).isEqualTo(2);
  }

  @Test
  void a_counter_counts_what_many_threads_add() throws Exception {
    var counter = metrics.counter("c", "help");

    var threads =
        IntStream.range(0, 8)
            .mapToObj(_ ->
                Thread.ofPlatform()
                    .start(() -> {
                      for (var i = 0; i < 10_000; i++) counter.add(2);
                    }))
            .toList();
    for (var thread : threads) thread.join();

    assertThat(counter.sum()).isEqualTo(8 * 10_000 * 2);
  }

  @Test
  void metrics_are_listed_in_the_order_of_their_registration_with_name_help_and_labels() {
    var level = new AtomicInteger(3);
    metrics.counter("c", "c's help", new Label("reason", "full"));
    metrics.gauge("g", "g's help", level::get);
    metrics.histogram("h", "h's help");
    level.set(4);

    assertThat(metrics.all().stream().map(Metric::name)).containsExactly("c", "g", "h");
    assertThat(metrics.all().stream().map(Metric::help))
        .containsExactly("c's help", "g's help", "h's help");
    assertThat(metrics.all().getFirst().labels()).containsExactly(new Label("reason", "full"));
    assertThat(((Gauge) metrics.all().get(1)).value().getAsDouble()).isEqualTo(4.0);
  }

  private int bucketOf(long nanos) {
    var histogram = new Metrics().histogram("h", "help");
    histogram.observe(nanos);
    var counts = histogram.counts();
    return IntStream.range(0, counts.length).filter(i -> counts[i] == 1).findFirst().orElseThrow();
  }

  @Test
  void who_asks_again_gets_the_same_metric_and_a_gauge_counts_anew() {
    var counter = metrics.counter("c", "help", new Label("sink", "a"));
    metrics.gauge("g", "help", () -> 1);

    metrics.gauge("g", "help", () -> 2);

    assertThat(metrics.counter("c", "help", new Label("sink", "a"))).isSameAs(counter);
    assertThat(metrics.counter("c", "help", new Label("sink", "b"))).isNotSameAs(counter);
    assertThat(metrics.all().stream().map(Metric::name)).containsExactly("c", "g", "c");
    assertThat(((Gauge) metrics.all().get(1)).value().getAsDouble()).isEqualTo(2.0);
  }
}
