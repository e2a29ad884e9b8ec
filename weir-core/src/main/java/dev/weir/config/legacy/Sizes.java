package dev.weir.config.legacy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sizes as kahego reads them: `100MB`, `1.5 gb`, `64 kilobytes`; powers of 1,024.
final class Sizes {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,18})?)\\s*([a-z]*)");
  private static final List<String> SHORT = List.of("b", "kb", "mb", "gb", "tb", "pb", "eb");
  private static final List<String> LONG =
      List.of("byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte", "exabyte");

  private Sizes() {}

  /// The number of bytes, or null where the text is no size. A number alone is bytes.
  static @Nullable Long bytes(String text) {
    var size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!size.matches()) return null;
    var power = power(size.group(2));
    if (power < 0) return null;
    var bytes =
        new BigDecimal(size.group(1))
            .multiply(BigDecimal.valueOf(1024).pow(power))
            .setScale(0, RoundingMode.DOWN);
    return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? (Long) Long.MAX_VALUE
        : (Long) bytes.longValueExact();
  }

  private static int power(String unit) {
    if (unit.isEmpty()) return 0;
    var power = SHORT.indexOf(unit);
    return power >= 0 ? power : LONG.indexOf(unit.replaceFirst("s$", ""));
  }
}
