package dev.weir.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What a subject answered: `name=value`, with blanks between.
record Figures(Map<String, String> byName) {
  static Figures of(String line) {
    return new Figures(
        Arrays.stream(line.split(" ", -1))
            .map(word -> word.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
  }

  /// Not a number where there is none.
  double figure(String name) {
    return Double.parseDouble(byName.getOrDefault(name, "NaN"));
  }

  Figures and(String name, double value) {
    var more = new HashMap<>(byName);
    more.put(name, Double.toString(value));
    return new Figures(Map.copyOf(more));
  }
}
