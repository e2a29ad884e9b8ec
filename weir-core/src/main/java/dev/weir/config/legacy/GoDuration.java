package dev.weir.config.legacy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Durations as Go reads them: `20s`, `1m30s`, `1.5h`; a number alone is nanoseconds.
final class GoDuration {
  private static final Pattern PART =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,18})?)(ns|us|µs|ms|s|m|h)");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + "){1,20}");
  private static final Map<String, BigDecimal> MILLIS =
      Map.of(
          "ns",
          new BigDecimal("0.000001"),
          "us",
          new BigDecimal("0.001"),
          "µs",
          new BigDecimal("0.001"),
          "ms",
          BigDecimal.ONE,
          "s",
          BigDecimal.valueOf(1_000),
          "m",
          BigDecimal.valueOf(60_000),
          "h",
          BigDecimal.valueOf(3_600_000));

  private GoDuration() {}

  /// As Weir writes it, in the largest unit that is exact; null where the text is none.
  static @Nullable String written(String text) {
    var duration = text.strip().matches("\\d{1,18}") ? text.strip() + "ns" : text.strip();
    if (!WHOLE.matcher(duration).matches()) return null;
    var millis =
        PART.matcher(duration)
            .results()
            .map(part -> new BigDecimal(part.group(1)).multiply(MILLIS.get(part.group(2))))
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .setScale(0, RoundingMode.CEILING);
    return millis.compareTo(BigDecimal.valueOf(999_999_999L * 1_000)) > 0
        ? null
        : written(millis.longValueExact());
  }

  private static String written(long millis) {
    if (millis % 3_600_000 == 0 && millis > 0) return millis / 3_600_000 + "h";
    if (millis % 60_000 == 0 && millis > 0) return millis / 60_000 + "m";
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }
}
