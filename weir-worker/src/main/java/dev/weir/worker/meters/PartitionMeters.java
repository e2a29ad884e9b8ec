package dev.weir.worker.meters;

import dev.weir.worker.Partition;
import dev.weir.worker.Stats.PartitionStats;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The meters of the partitions that are assigned, and of no others.
///
/// What is not known yet, and what is of a partition that has gone, is not a number. Changed under
/// the lock of [Snapshots]; read by any thread.
final class PartitionMeters {
  private static final List<Measure> MEASURES =
      List.of(
          new Measure("lag", "Records that are not settled", PartitionStats::lag),
          new Measure("committed", "The next offset in Kafka", PartitionStats::committed),
          new Measure("settled", "The highest settled offset", PartitionStats::settled),
          new Measure(
              "gap", "From the lowest unsettled to the highest settled", PartitionStats::gap),
          new Measure("metadata", "Of the last commit", PartitionStats::metadataCharacters),
          new Measure("buffered", "Records held", PartitionStats::buffered),
          new Measure("paused", "1 where no more is fetched", stats -> stats.paused() ? 1 : 0));

  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<Partition, List<Meter>> shown = new HashMap<>();
  private volatile Map<Partition, PartitionStats> now = Map.of();

  PartitionMeters(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  void show(Map<Partition, PartitionStats> partitions) {
    now = partitions;
    shown
        .keySet()
        .removeIf(partition -> {
          var gone = !partitions.containsKey(partition);
          if (gone) shown.getOrDefault(partition, List.of()).forEach(registry::remove);
          return gone;
        });
    partitions.keySet().forEach(partition -> shown.computeIfAbsent(partition, this::meters));
  }

  void close() {
    show(Map.of());
  }

  private List<Meter> meters(Partition partition) {
    var at = tags.and("topic", partition.topic(), "partition", String.valueOf(partition.number()));
    var meters = new ArrayList<Meter>();
    for (var measure : MEASURES) {
      meters.add(
          Gauge.builder("weir.worker.partition." + measure.name, () -> value(partition, measure))
              .tags(at)
              .description(measure.what)
              .register(registry));
    }
    return meters;
  }

  private double value(Partition partition, Measure measure) {
    var stats = now.get(partition);
    if (stats == null) return Double.NaN;
    var value = measure.value.applyAsDouble(stats);
    return value < 0 ? Double.NaN : value;
  }

  private record Measure(String name, String what, ToDoubleFunction<PartitionStats> value) {}
}
