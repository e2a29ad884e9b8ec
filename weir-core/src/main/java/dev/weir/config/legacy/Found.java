package dev.weir.config.legacy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The value of one key of an old file or of a variable in its place.
record Found(String key, Value value, Place place) {
  static Found of(String key, String text, Place place) {
    return new Found(key, new Value.Scalar(text, Value.Kind.TEXT, 0), place);
  }

  boolean isScalar() {
    return value instanceof Value.Scalar;
  }

  /// As one text; a list with commas.
  String text() {
    return switch (value) {
      case Value.Scalar scalar -> scalar.text();
      case Value.Items _ -> String.join(",", items());
      case Value.Section _ -> "";
    };
  }

  boolean isTrue() {
    return text().strip().equalsIgnoreCase("true");
  }

  /// As a list; one text is split at commas and spaces.
  List<String> items() {
    return switch (value) {
      case Value.Items(var values, _) ->
          values.stream()
              .filter(Value.Scalar.class::isInstance)
              .map(item -> ((Value.Scalar) item).text().strip())
              .filter(item -> !item.isEmpty())
              .collect(Collectors.toList());
      case Value.Scalar(var text, _, _) ->
          Stream.of(text.split("[,\\s]+")).filter(item -> !item.isEmpty()).toList();
      case Value.Section _ -> List.of();
    };
  }
}
