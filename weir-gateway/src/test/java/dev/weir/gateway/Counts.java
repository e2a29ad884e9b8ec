package dev.weir.gateway;

import dev.weir.metrics.Counter;
import dev.weir.metrics.Gauge;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metric;
import dev.weir.metrics.Metrics;
import java.util.List;

/// Reads a metric by its name and labels.
public record Counts(Metrics metrics) {
  public long of(String name, Label... labels) {
    return metrics.all().stream()
        .filter(metric -> metric.name().equals(name))
        .filter(metric -> metric.labels().equals(List.of(labels)))
        .mapToLong(Counts::value)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no metric " + name));
  }

  private static long value(Metric metric) {
    return switch (metric) {
      case Counter counter -> counter.sum();
      case Gauge gauge -> (long) gauge.value().getAsDouble();
      default -> throw new AssertionError(metric.name() + " is no single number");
    };
  }
}
