package dev.weir.config;

import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong, so that one start reports all of it.
final class Problems {
  /// So many are more than anyone reads.
  private static final int LINES_MAX = 100;

  private final List<String> lines = new ArrayList<>();

  void add(Origin origin, String text) {
    if (full()) return;
    lines.add("%s: %s".formatted(origin, text));
    if (full()) lines.add("and more; correct these first");
  }

  /// Whether more would not be told.
  boolean full() {
    return lines.size() >= LINES_MAX;
  }

  void throwIfAny() {
    if (!lines.isEmpty()) throw new ConfigException(lines);
  }
}
