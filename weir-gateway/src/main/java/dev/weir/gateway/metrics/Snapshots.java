package dev.weir.gateway.metrics;

import dev.weir.metrics.Counter;
import dev.weir.metrics.Gauge;
import dev.weir.metrics.Histogram;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metric;
import dev.weir.metrics.Summary;
import dev.weir.metrics.Total;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/// Core's metrics in the client library's model: series of one name become one family.
final class Snapshots {
  private static final String TOTAL = "_total";

  /// What is said by labels alone.
  private static final String INFO = "_info";

  private Snapshots() {}

  static MetricSnapshots of(List<Metric> metrics) {
    var families =
        metrics.stream()
            .collect(Collectors.groupingBy(Metric::name, LinkedHashMap::new, Collectors.toList()));
    return new MetricSnapshots(families.values().stream().map(Snapshots::family).toList());
  }

  private static MetricSnapshot family(List<Metric> series) {
    var first = series.getFirst();
    return switch (first) {
      case Counter _ -> {
        var family = CounterSnapshot.builder().name(first.name()).help(first.help());
        series.forEach(one -> family.dataPoint(point((Counter) one)));
        yield family.build();
      }
      case Gauge _ when first.name().endsWith(INFO) -> {
        var name = first.name().substring(0, first.name().length() - INFO.length());
        var family = InfoSnapshot.builder().name(name).help(first.help());
        series.forEach(one -> family.dataPoint(info(one)));
        yield family.build();
      }
      case Gauge _ -> {
        var family = GaugeSnapshot.builder().name(first.name()).help(first.help());
        series.forEach(one -> family.dataPoint(point((Gauge) one)));
        yield family.build();
      }
      case Histogram _ -> {
        var family = HistogramSnapshot.builder().name(first.name()).help(first.help());
        series.forEach(one -> family.dataPoint(point((Histogram) one)));
        yield family.build();
      }
      case Summary _ -> {
        var family = SummarySnapshot.builder().name(first.name()).help(first.help());
        series.forEach(one -> family.dataPoint(point((Summary) one)));
        yield family.build();
      }
      case Total _ -> totals(first, series);
    };
  }

  /// The library adds a `_total` to all that it knows to be a counter.
  private static MetricSnapshot totals(Metric first, List<Metric> series) {
    if (first.name().endsWith(TOTAL)) {
      var name = first.name().substring(0, first.name().length() - TOTAL.length());
      var family = CounterSnapshot.builder().name(name).help(first.help());
      series.forEach(one -> family.dataPoint(point((Total) one)));
      return family.build();
    }
    var family = UnknownSnapshot.builder().name(first.name()).help(first.help());
    series.forEach(one -> family.dataPoint(untyped((Total) one)));
    return family.build();
  }

  private static CounterSnapshot.CounterDataPointSnapshot point(Total total) {
    return CounterSnapshot.CounterDataPointSnapshot.builder()
        .labels(labels(total))
        .value(total.value().getAsDouble())
        .build();
  }

  private static CounterSnapshot.CounterDataPointSnapshot point(Counter counter) {
    return CounterSnapshot.CounterDataPointSnapshot.builder()
        .labels(labels(counter))
        .value((double) counter.sum())
        .build();
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot point(Gauge gauge) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder()
        .labels(labels(gauge))
        .value(gauge.value().getAsDouble())
        .build();
  }

  private static UnknownSnapshot.UnknownDataPointSnapshot untyped(Total total) {
    return UnknownSnapshot.UnknownDataPointSnapshot.builder()
        .labels(labels(total))
        .value(total.value().getAsDouble())
        .build();
  }

  private static HistogramSnapshot.HistogramDataPointSnapshot point(Histogram histogram) {
    return HistogramSnapshot.HistogramDataPointSnapshot.builder()
        .labels(labels(histogram))
        .classicHistogramBuckets(buckets(histogram))
        .sum(histogram.sum())
        .exemplars(exemplars(histogram))
        .build();
  }

  private static Exemplars exemplars(Histogram histogram) {
    return Exemplars.of(
        histogram.seen().stream()
            .map(one ->
                Exemplar.builder()
                    .value(one.value())
                    .traceId(one.trace().traceId())
                    .spanId(one.trace().spanId())
                    .build())
            .toList());
  }

  private static SummarySnapshot.SummaryDataPointSnapshot point(Summary summary) {
    return SummarySnapshot.SummaryDataPointSnapshot.builder()
        .labels(labels(summary))
        .count(summary.count().getAsLong())
        .sum(summary.sum().getAsDouble())
        .build();
  }

  private static InfoSnapshot.InfoDataPointSnapshot info(Metric metric) {
    return InfoSnapshot.InfoDataPointSnapshot.builder().labels(labels(metric)).build();
  }

  private static ClassicHistogramBuckets buckets(Histogram histogram) {
    var bounds =
        DoubleStream.concat(
            Arrays.stream(histogram.bounds()), DoubleStream.of(Double.POSITIVE_INFINITY));
    var counts = Arrays.stream(histogram.counts()).boxed().toList();
    return ClassicHistogramBuckets.of(bounds.boxed().toList(), counts);
  }

  private static Labels labels(Metric metric) {
    var names = metric.labels().stream().map(Label::name).toArray(String[]::new);
    var values = metric.labels().stream().map(Label::value).toArray(String[]::new);
    return Labels.of(names, values);
  }
}
