package dev.weir.cli.units;

import java.util.Locale;

/// So many messages or bytes a second: `1000/s`, `1000 msg/s`, `50MB/s`, `8MiB/s`.
public record PerSecond(double amount, Of of) {
  /// What is counted.
  public enum Of {
    MESSAGES,
    BYTES
  }

  public static PerSecond parse(String text) {
    var written = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s*/\\s*s(ec)?$", "");
    if (written.matches("\\d{1,12}(\\.\\d{1,3})?\\s*(msg|messages)?")) {
      return new PerSecond(Double.parseDouble(written.replaceAll("[^\\d.]", "")), Of.MESSAGES);
    }
    if (written.matches(".*\\db|.*[kmgt]i?b?")) {
      return new PerSecond(Amounts.bytes(written), Of.BYTES);
    }
    throw new IllegalArgumentException("'%s' is no rate such as 1000/s or 50MB/s".formatted(text));
  }
}
