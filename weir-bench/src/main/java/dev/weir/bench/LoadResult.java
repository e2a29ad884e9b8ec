package dev.weir.bench;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What one run of a load came to, and how it travels between processes: as one line.
///
/// `accepted` counts every good answer, also those that came after the window had ended;
/// `perSecond` counts only those within it.
record LoadResult(
    long accepted, long errors, double perSecond, double p50Millis, double p99Millis) {

  LoadResult withErrors(int more) {
    return new LoadResult(accepted, errors + more, perSecond, p50Millis, p99Millis);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "accepted=%d errors=%d per-second=%.1f p50-ms=%.3f p99-ms=%.3f",
        accepted,
        errors,
        perSecond,
        p50Millis,
        p99Millis);
  }

  static LoadResult parse(String line) {
    var facts = facts(line);
    return new LoadResult(
        (long) number(facts, "accepted"),
        (long) number(facts, "errors"),
        number(facts, "per-second"),
        number(facts, "p50-ms"),
        number(facts, "p99-ms"));
  }

  private static Map<String, String> facts(String line) {
    var facts = new HashMap<String, String>();
    for (var word : line.strip().split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        facts.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return facts;
  }

  private static double number(Map<String, String> facts, String name) {
    var text = facts.get(name);
    if (text == null) {
      throw new IllegalArgumentException("The result %s has no '%s'".formatted(facts, name));
    }
    return Double.parseDouble(text);
  }
}
