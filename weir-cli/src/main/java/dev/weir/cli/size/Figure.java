package dev.weir.cli.size;

import java.util.List;

/// What was measured some times, or given once.
///
/// @param value the one in the middle
/// @param spread half of the way from the least to the greatest, as a share of it; 0 where there
///   was one
record Figure(double value, double spread, int times) {
  static Figure given(double value) {
    return new Figure(value, 0, 0);
  }

  static Figure of(List<Double> measured) {
    var sorted = measured.stream().mapToDouble(one -> one).sorted().toArray();
    var last = sorted.length - 1;
    var median = (sorted[last / 2] + sorted[(last + 1) / 2]) / 2;
    return new Figure(median, (sorted[last] - sorted[0]) / 2 / median, sorted.length);
  }
}
