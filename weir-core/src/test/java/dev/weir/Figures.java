package dev.weir;

import dev.weir.metrics.Counter;
import dev.weir.metrics.Gauge;
import dev.weir.metrics.Histogram;
import dev.weir.metrics.Metric;
import dev.weir.metrics.Metrics;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Reads metrics by name.
public final class Figures {
  private final Metrics metrics;

  public Figures(Metrics metrics) {
    this.metrics = metrics;
  }

  /// The sum over all labels.
  public long counted(String name) {
    return all(name, Counter.class).mapToLong(Counter::sum).sum();
  }

  /// The sum over the series that carry this reason.
  public long counted(String name, String reason) {
    return all(name, Counter.class)
        .filter(counter -> counter.labels().stream().anyMatch(l -> l.value().equals(reason)))
        .mapToLong(Counter::sum)
        .sum();
  }

  public double gauge(String name) {
    return all(name, Gauge.class).findFirst().orElseThrow().value().getAsDouble();
  }

  public long observed(String name) {
    return all(name, Histogram.class).flatMapToLong(h -> LongStream.of(h.counts())).sum();
  }

  private <M extends Metric> Stream<M> all(String name, Class<M> type) {
    return metrics.all().stream().filter(m -> m.name().equals(name)).map(type::cast);
  }
}
