package dev.weir.config.legacy;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Shares as kahego reads them: any number, of which more than 1 is all and less than 0 none.
final class Shares {
  private static final int DIGITS = 15;

  /// Exponents beyond this are 0 or all, and need no arithmetic.
  private static final int SCALE_MAX = 1_000;

  private Shares() {}

  static String written(String number) {
    var share = new BigDecimal(number);
    if (share.signum() <= 0 || share.scale() > SCALE_MAX) return "0";
    if (share.scale() < -SCALE_MAX || share.compareTo(BigDecimal.ONE) >= 0) return "1";
    var rounded = share.setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.compareTo(BigDecimal.ONE) >= 0 ? "1" : rounded.toPlainString();
  }
}
