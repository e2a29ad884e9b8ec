package dev.weir.worker.meters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.worker.Partition;
import dev.weir.worker.Stats.PartitionStats;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class MetersTest {
  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
  private final StatedWorker worker = new StatedWorker();

  @Test
  void counters_and_levels_tell_what_the_stats_say() {
    var meters = Meters.bind(worker, registry, "worker", "billing");

    worker.done = 7;
    worker.inProgress = 3;
    clock.add(Duration.ofSeconds(1));

    assertThat(registry.get("weir.worker.done").tag("worker", "billing").functionCounter().count())
        .isEqualTo(7);
    assertThat(registry.get("weir.worker.in.progress").gauge().value()).isEqualTo(3);
    meters.close();
  }

  @Test
  void all_meters_read_together_are_of_one_snapshot() {
    Meters.bind(worker, registry);
    var asked = worker.asked;

    clock.add(Duration.ofSeconds(1));
    read();

    assertThat(worker.asked).isEqualTo(asked + 1);
  }

  @Test
  void the_meters_of_a_partition_come_and_go_with_it() {
    Meters.bind(worker, registry);
    var partition = new Partition("orders", 3);

    worker.partitions = Map.of(partition, new PartitionStats(12, 100, 110, 10, 8, 4, true));
    clock.add(Duration.ofSeconds(1));
    read();
    var lag = registry.get("weir.worker.partition.lag").tags("topic", "orders", "partition", "3");
    assertThat(lag.gauge().value()).isEqualTo(12);
    assertThat(registry.get("weir.worker.partition.paused").gauge().value()).isEqualTo(1);
    worker.partitions = Map.of();
    clock.add(Duration.ofSeconds(1));
    read();

    assertThat(registry.find("weir.worker.partition.lag").gauge()).isNull();
  }

  @Test
  void what_is_not_known_yet_is_not_a_number() {
    worker.partitions =
        Map.of(new Partition("orders", 0), new PartitionStats(-1, -1, -1, 0, 0, 0, false));

    Meters.bind(worker, registry);

    assertThat(registry.get("weir.worker.partition.lag").gauge().value()).isNaN();
    assertThat(registry.get("weir.worker.partition.gap").gauge().value()).isZero();
  }

  @Test
  void times_are_counts_sums_buckets_and_percentiles() {
    Meters.bind(worker, registry);

    worker.took(Duration.ofMillis(1), 98);
    worker.took(Duration.ofSeconds(1), 2);
    clock.add(Duration.ofSeconds(1));

    var timer = registry.get("weir.worker.process.time").functionTimer();
    assertThat(timer.count()).isEqualTo(100);
    assertThat(timer.totalTime(TimeUnit.SECONDS)).isBetween(2.0, 2.2);
    assertThat(bucket("0.001024")).isEqualTo(98);
    assertThat(bucket("+Inf")).isEqualTo(100);
    assertThat(percentile("0.5")).isBetween(0.001, 0.002);
    assertThat(percentile("0.99")).isBetween(1.0, 2.0);
  }

  @Test
  void percentiles_forget_what_is_long_ago() {
    Meters.bind(worker, registry);
    worker.took(Duration.ofSeconds(30), 1_000);
    for (var minute = 0; minute < 3; minute++) {
      clock.add(Duration.ofMinutes(1));
      read();
    }

    worker.took(Duration.ofMillis(1), 10);
    clock.add(Duration.ofSeconds(1));

    assertThat(percentile("0.99")).isBetween(0.001, 0.002);
  }

  @Test
  void states_are_one_where_they_are_and_zero_elsewhere() {
    Meters.bind(worker, registry);

    assertThat(state("weir.worker.breaker", "closed")).isEqualTo(1);
    assertThat(state("weir.worker.breaker", "half_open")).isZero();
    assertThat(state("weir.worker.health", "up")).isEqualTo(1);
    assertThat(state("weir.worker.health", "down")).isZero();
  }

  @Test
  void nothing_stays_in_the_registry_when_they_are_closed() {
    worker.partitions =
        Map.of(new Partition("orders", 0), new PartitionStats(1, 1, 1, 0, 0, 0, false));
    var meters = Meters.bind(worker, registry);

    meters.close();

    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void prometheus_shows_them() {
    var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    worker.done = 7;
    worker.took(Duration.ofMillis(1), 1);
    worker.partitions =
        Map.of(new Partition("orders", 3), new PartitionStats(12, 1, 1, 0, 0, 0, false));

    Meters.bind(worker, prometheus, "worker", "billing");

    assertThat(prometheus.scrape())
        .contains("weir_worker_done_total{worker=\"billing\"} 7.0")
        .contains(
            "weir_worker_partition_lag{partition=\"3\",topic=\"orders\",worker=\"billing\"} 12.0")
        .contains("weir_worker_process_time_seconds_count{worker=\"billing\"} 1")
        .contains("weir_worker_process_time_histogram_total{le=\"+Inf\",worker=\"billing\"} 1.0");
  }

  private void read() {
    for (var meter : registry.getMeters()) meter.measure().forEach(Measurement::getValue);
  }

  private double bucket(String le) {
    return registry
        .get("weir.worker.process.time.histogram")
        .tag("le", le)
        .functionCounter()
        .count();
  }

  private double percentile(String phi) {
    return registry.get("weir.worker.process.time.percentile").tag("phi", phi).gauge().value();
  }

  private double state(String name, String state) {
    return registry.get(name).tag("state", state).gauge().value();
  }
}
