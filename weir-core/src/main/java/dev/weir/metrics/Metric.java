package dev.weir.metrics;

import java.util.List;

/// Something counted. Metrics of one name and different labels are series of one family.
public sealed interface Metric permits Counter, Gauge, Histogram, Summary, Total {
  String name();

  String help();

  List<Label> labels();
}
