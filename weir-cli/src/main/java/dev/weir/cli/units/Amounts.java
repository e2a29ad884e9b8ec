package dev.weir.cli.units;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/// How amounts are written: `10s`, `64KiB`, `1000/s`, `50MB/s`.
///
/// `kB`, `MB`, `GB` are thousands, `KiB`, `MiB`, `GiB` are powers of 1,024, as units of the SI and
/// the IEC; Weir's settings know the latter alone.
public final class Amounts {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*([kmgt]?)(i?)b?");

  private Amounts() {}

  public static Duration duration(String text) {
    var matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no duration such as 10s, 5m or 1h".formatted(text));
    }
    var number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(7 * number);
    };
  }

  public static long bytes(String text) {
    var matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no size such as 512, 64KiB or 1MB".formatted(text));
    }
    var base = matcher.group(3).isEmpty() ? 1_000.0 : 1_024.0;
    var power =
        switch (matcher.group(2)) {
          case "k" -> 1;
          case "m" -> 2;
          case "g" -> 3;
          case "t" -> 4;
          default -> 0;
        };
    return Math.round(Double.parseDouble(matcher.group(1)) * Math.pow(base, power));
  }

  /// Of a binary kind: `1.2 GiB`.
  public static String text(long bytes) {
    if (bytes < 1024) return bytes + " B";
    var exponent = Math.min(5, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
    var number = bytes / Math.pow(1024, exponent);
    return String.format(Locale.ROOT, "%.1f %siB", number, " KMGTP".charAt(exponent));
  }
}
