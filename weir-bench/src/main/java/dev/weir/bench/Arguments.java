package dev.weir.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/// The `--name value` pairs of one command line over their defaults.
///
/// The defaults are also the list of known names: any other name is an error.
record Arguments(Map<String, String> values) {

  static Arguments parse(String[] line, Map<String, String> defaults) {
    var values = new HashMap<>(defaults);
    for (int i = 0; i < line.length; i += 2) {
      var name = line[i].startsWith("--") ? line[i].substring(2) : "";
      if (!defaults.containsKey(name) || i + 1 == line.length) {
        throw new IllegalArgumentException(
            "'%s' is not an option with its value. Known options: --%s"
                .formatted(line[i], String.join(" --", new TreeSet<>(defaults.keySet()))));
      }
      values.put(name, line[i + 1]);
    }
    return new Arguments(Map.copyOf(values));
  }

  String text(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("No option is named --" + name);
    }
    return value;
  }

  int count(String name) {
    try {
      return Integer.parseInt(text(name));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--%s: '%s' is not a whole number".formatted(name, text(name)), e);
    }
  }
}
