package dev.weir.gateway.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;

/// The numbers of JSON as those of Avro: none is rounded to a whole one, none is cut off.
final class AvroNumbers {
  /// Beyond it a double need not be the number that was written.
  private static final double EXACT_MAX = 1L << 53;

  private AvroNumbers() {}

  static int integer(JsonNode json) {
    var number = whole(json);
    if (number == (int) number) return (int) number;
    throw new Misfit("%d is not an int".formatted(number));
  }

  static long whole(JsonNode json) {
    if (json.isIntegralNumber() && json.canConvertToLong()) return json.longValue();
    if (json.isFloatingPointNumber()) {
      var number = json.doubleValue();
      if (number == Math.rint(number) && Math.abs(number) <= EXACT_MAX) return (long) number;
    }
    throw new Misfit(
        "%s is not a whole number of 64 bits".formatted(Misfit.shown(json.toString())));
  }

  static float single(JsonNode json) {
    var number = precise(json);
    var narrow = (float) number;
    if (Float.isInfinite(narrow) && !Double.isInfinite(number)) {
      throw new Misfit("%s is not a float".formatted(number));
    }
    return narrow;
  }

  static double precise(JsonNode json) {
    if (json.isNumber()) {
      var number = json.doubleValue();
      if (Double.isInfinite(number)) {
        throw new Misfit("%s is not a double".formatted(Misfit.shown(json.toString())));
      }
      return number;
    }
    return switch (json.isTextual() ? json.textValue() : "") {
      case "NaN" -> Double.NaN;
      case "INF", "Infinity" -> Double.POSITIVE_INFINITY;
      case "-INF", "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new Misfit("%s is not a number".formatted(Misfit.shown(json.toString())));
    };
  }
}
