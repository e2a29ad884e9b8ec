package dev.weir.gateway.api.groups;

import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How far behind a group is, in a partition or in all, and whether it catches up. Pure.
///
/// @param lag messages that it has not read; null where it has committed nothing
/// @param behindMillis the age of the first of them; null where that is not known
/// @param rates null before there were two looks
record Progress(@Nullable Long lag, @Nullable Long behindMillis, @Nullable Rates rates) {
  /// What is less a second is nothing: a single message in some minutes.
  private static final double STEADY_MAX = 0.05;

  /// Nor is this share: consumers commit now and then, so a group that keeps up seems to waver.
  private static final double WAVERS = 0.03;

  /// Messages a second.
  record Rates(double in, double out) {}

  /// Of several partitions: messages add up, and the one that is furthest behind counts.
  static Progress of(Collection<Progress> parts) {
    var lags = parts.stream().map(Progress::lag).filter(Objects::nonNull).toList();
    var lag = lags.isEmpty() ? null : (Long) lags.stream().mapToLong(Long::longValue).sum();
    var behind = parts.stream().map(Progress::behindMillis).filter(Objects::nonNull);
    var rates = parts.stream().map(Progress::rates).filter(Objects::nonNull).toList();
    var sum =
        new Rates(
            rates.stream().mapToDouble(Rates::in).sum(),
            rates.stream().mapToDouble(Rates::out).sum());
    return new Progress(lag, behind.max(Long::compare).orElse(null), rates.isEmpty() ? null : sum);
  }

  /// Null where it is not known.
  @Nullable String trend() {
    if (lag == null || rates == null) return null;
    var change = rates.in - rates.out;
    if (Math.abs(change) < Math.max(STEADY_MAX, WAVERS * rates.in)) return "steady";
    return change > 0 ? "growing" : "shrinking";
  }

  /// When it has caught up if both rates stay; null for never.
  @Nullable Double emptyInSeconds() {
    if (lag == null) return null;
    if (lag == 0) return 0.0;
    if (rates == null || !"shrinking".equals(trend())) return null;
    return lag / (rates.out - rates.in);
  }
}
