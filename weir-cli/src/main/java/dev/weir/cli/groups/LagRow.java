package dev.weir.cli.groups;

import dev.weir.cli.terminal.Listing;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How far a group is behind, in a topic or in one partition of it.
///
/// @param partition null where the row is of the whole topic
/// @param lag null where the group has committed nothing, or the topic is gone
/// @param behindMillis the age of the first message that it has not read
record LagRow(
    String group,
    String topic,
    @Nullable Integer partition,
    @Nullable Long lag,
    @Nullable Long behindMillis,
    Rates rates) {
  /// Messages a second.
  record Rates(double in, double out) {}

  static final Comparator<LagRow> WORST_FIRST =
      Comparator.comparingLong((LagRow row) -> row.lag == null ? 1 : -row.lag)
          .thenComparing(LagRow::group)
          .thenComparing(LagRow::topic)
          .thenComparingInt(row -> row.partition == null ? -1 : row.partition);

  static Listing listing(List<LagRow> rows, boolean perPartition) {
    var listing =
        perPartition
            ? Listing.of(
                "group",
                "topic",
                "partition",
                "lag",
                "timeBehindMs:TIME-BEHIND",
                "inPerSecond:IN/S",
                "outPerSecond:OUT/S",
                "trend",
                "emptyInMs:EMPTY-IN")
            : Listing.of(
                "group",
                "topic",
                "lag",
                "timeBehindMs:TIME-BEHIND",
                "inPerSecond:IN/S",
                "outPerSecond:OUT/S",
                "trend",
                "emptyInMs:EMPTY-IN");
    for (var row : rows) {
      if (perPartition) {
        listing.row(
            row.group,
            row.topic,
            row.partition,
            row.lag,
            age(row.behindMillis),
            row.rates.in,
            row.rates.out,
            row.trend(),
            row.emptyIn());
      } else {
        listing.row(
            row.group,
            row.topic,
            row.lag,
            age(row.behindMillis),
            row.rates.in,
            row.rates.out,
            row.trend(),
            row.emptyIn());
      }
    }
    return listing;
  }

  boolean isOver(long max) {
    return lag != null && lag > max;
  }

  /// `group 'g' is 120 behind in 'rides'`.
  String asText() {
    return String.format(
        Locale.ROOT,
        "group '%s' is %,d messages behind in '%s'",
        group,
        lag,
        partition == null ? topic : topic + ":" + partition);
  }

  private @Nullable String trend() {
    if (lag == null) return null;
    var change = rates.in - rates.out;
    return Math.abs(change) < 0.05 ? "steady" : change > 0 ? "growing" : "shrinking";
  }

  /// With rates as they are now.
  private Listing.@Nullable Cell emptyIn() {
    if (lag == null) return null;
    if (lag == 0) return new Listing.Cell(0L, "0s");
    if (!"shrinking".equals(trend())) return new Listing.Cell(null, "never");
    return age(Math.round(1000 * lag / (rates.out - rates.in)));
  }

  private static Listing.@Nullable Cell age(@Nullable Long millis) {
    return millis == null ? null : new Listing.Cell(millis, text(millis));
  }

  /// Two units at most: `340ms`, `12s`, `4m 10s`, `2h 5m`, `3d 4h`.
  static String text(long millis) {
    var seconds = millis / 1000;
    if (millis < 1000) return millis == 0 ? "0s" : millis + "ms";
    if (seconds < 60) return seconds + "s";
    if (seconds < 3600) return "%dm %ds".formatted(seconds / 60, seconds % 60);
    if (seconds < 86_400) return "%dh %dm".formatted(seconds / 3600, seconds / 60 % 60);
    return "%dd %dh".formatted(seconds / 86_400, seconds / 3600 % 24);
  }
}
