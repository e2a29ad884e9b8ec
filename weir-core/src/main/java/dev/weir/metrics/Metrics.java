package dev.weir.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Every metric of the process, in the order of its registration. Any thread.
public final class Metrics {
  private final List<Metric> all = new CopyOnWriteArrayList<>();

  /// A number that only grows: the same one for who asks again. The name has no `_total`; an
  /// exporter adds it.
  public synchronized Counter counter(String name, String help, Label... labels) {
    return find(name, labels) instanceof Counter known
        ? known
        : kept(new Counter(name, help, List.of(labels)));
  }

  /// A number that is asked for when somebody looks. One of the same name and labels ends.
  public synchronized void gauge(String name, String help, DoubleSupplier value, Label... labels) {
    put(new Gauge(name, help, List.of(labels), value), labels);
  }

  /// A number that only grows, by a name that stays as it is, asked for when somebody looks. One of
  /// the same name and labels ends.
  public synchronized void total(String name, String help, LongSupplier value, Label... labels) {
    put(new Total(name, help, List.of(labels), value), labels);
  }

  private void put(Metric metric, Label... labels) {
    var known = find(metric.name(), labels);
    if (known == null) {
      all.add(metric);
    } else {
      all.set(all.indexOf(known), metric);
    }
  }

  /// How often a duration fell below each bound: the same one for who asks again.
  public Histogram histogram(String name, String help, Label... labels) {
    return histogram(name, help, Scale.DOUBLING, labels);
  }

  /// The same with other bounds than Weir's own.
  public synchronized Histogram histogram(String name, String help, Scale scale, Label... labels) {
    return find(name, labels) instanceof Histogram known
        ? known
        : kept(new Histogram(name, help, scale, List.of(labels)));
  }

  private @Nullable Metric find(String name, Label... labels) {
    for (var metric : all) {
      if (metric.name().equals(name) && metric.labels().equals(List.of(labels))) return metric;
    }
    return null;
  }

  public List<Metric> all() {
    return all;
  }

  private <M extends Metric> M kept(M metric) {
    all.add(metric);
    return metric;
  }
}
