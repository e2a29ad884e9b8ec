package dev.weir.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;

/// Every metric of the process, in the order of its registration. Any thread.
public final class Metrics {
  private final List<Metric> all = new CopyOnWriteArrayList<>();

  /// A number that only grows. The name has no `_total`; an exporter adds it.
  public Counter counter(String name, String help, Label... labels) {
    return kept(new Counter(name, help, List.of(labels)));
  }

  /// A number that is asked for when somebody looks.
  public void gauge(String name, String help, DoubleSupplier value, Label... labels) {
    kept(new Gauge(name, help, List.of(labels), value));
  }

  /// How often a duration fell below each bound.
  public Histogram histogram(String name, String help, Label... labels) {
    return kept(new Histogram(name, help, List.of(labels)));
  }

  public List<Metric> all() {
    return all;
  }

  private <M extends Metric> M kept(M metric) {
    all.add(metric);
    return metric;
  }
}
