package dev.weir.cli.message;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// jq's order of JSON's values. Arrays and objects are equal or not, and in no other order.
final class JqOrder {
  private JqOrder() {}

  static BigDecimal number(int number) {
    return BigDecimal.valueOf(number);
  }

  static int compare(@Nullable Object left, @Nullable Object right) {
    return switch (left) {
      case BigDecimal a when right instanceof BigDecimal b -> a.compareTo(b);
      case String a when right instanceof String b -> a.compareTo(b);
      case List<?> a when right instanceof List<?> b -> a.equals(b) ? 0 : 1;
      case Map<?, ?> a when right instanceof Map<?, ?> b -> a.equals(b) ? 0 : 1;
      case null, default -> Integer.compare(rank(left), rank(right));
    };
  }

  private static int rank(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case Boolean bool -> bool ? 2 : 1;
      case BigDecimal _ -> 3;
      case String _ -> 4;
      case List<?> _ -> 5;
      default -> 6;
    };
  }
}
