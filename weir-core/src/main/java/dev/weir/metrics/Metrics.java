package dev.weir.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Every metric of the process, in the order of its registration. Any thread.
///
/// Names are Prometheus': of what is counted, in seconds and bytes. There are so many labels as the
/// settings name, and never as many as clients think of.
public final class Metrics {
  private final List<Metric> all = new CopyOnWriteArrayList<>();

  /// Where each is in the list. Guarded by `this`.
  private final Map<Key, Integer> places = new HashMap<>();

  private record Key(String name, List<Label> labels) {}

  /// A number that only grows: the same one for who asks again. The name has no `_total`; an
  /// exporter adds it.
  public synchronized Counter counter(String name, String help, Label... labels) {
    return find(name, labels) instanceof Counter known
        ? known
        : kept(new Counter(name, help, List.of(labels)));
  }

  /// A number that is asked for when somebody looks. One of the same name and labels ends.
  public void gauge(String name, String help, DoubleSupplier value, Label... labels) {
    put(new Gauge(name, help, List.of(labels), value));
  }

  /// A number that only grows, by a name that stays as it is, asked for when somebody looks. One of
  /// the same name and labels ends.
  public void total(String name, String help, DoubleSupplier value, Label... labels) {
    put(new Total(name, help, List.of(labels), value));
  }

  /// How often something happened, and how much of it there was. One of the same name and labels
  /// ends.
  public void summary(
      String name, String help, LongSupplier count, DoubleSupplier sum, Label... labels) {
    put(new Summary(name, help, List.of(labels), count, sum));
  }

  private synchronized void put(Metric metric) {
    var place = places.get(new Key(metric.name(), metric.labels()));
    if (place == null) {
      kept(metric);
    } else {
      all.set(place, metric);
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
    var place = places.get(new Key(name, List.of(labels)));
    return place == null ? null : all.get(place);
  }

  public List<Metric> all() {
    return all;
  }

  private <M extends Metric> M kept(M metric) {
    places.put(new Key(metric.name(), metric.labels()), all.size());
    all.add(metric);
    return metric;
  }
}
