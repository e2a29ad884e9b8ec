package dev.weir.config;

import java.util.Locale;
import java.util.regex.Pattern;

/// How values are written: `100000`, `1MB`.
final class Values {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([kmgt]?)(i?b)?");

  private Values() {}

  static int count(String text, int min, int max) {
    try {
      var count = Integer.parseInt(text.replace("_", ""));
      if (count >= min && count <= max) return count;
    } catch (NumberFormatException e) {
      // the same answer as for a number out of range
    }
    throw new IllegalArgumentException("is not a whole number from %d to %d".formatted(min, max));
  }

  /// Units are powers of 1,024, as in all five predecessors.
  static long size(String text, long min, long max) {
    var matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) throw notASize(min, max);
    var shift =
        switch (matcher.group(2)) {
          case "k" -> 10;
          case "m" -> 20;
          case "g" -> 30;
          case "t" -> 40;
          default -> 0;
        };
    var number = Long.parseLong(matcher.group(1));
    if (number > max >> shift || number << shift < min) throw notASize(min, max);
    return number << shift;
  }

  private static IllegalArgumentException notASize(long min, long max) {
    return new IllegalArgumentException(
        "is not a size such as 512KB or 1MB, from %,d to %,d bytes".formatted(min, max));
  }
}
