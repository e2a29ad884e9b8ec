package dev.weir.gateway.api.live;

import java.util.Locale;

/// Amounts as a person reads them.
final class Amount {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final double STEP = 1_024;

  private Amount() {}

  /// `14.2 MiB`.
  static String bytes(long bytes) {
    double amount = bytes;
    var unit = 0;
    while (amount >= STEP && unit < UNITS.length - 1) {
      amount /= STEP;
      unit++;
    }
    var places = unit == 0 || amount >= 100 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, places, amount, UNITS[unit]);
  }
}
