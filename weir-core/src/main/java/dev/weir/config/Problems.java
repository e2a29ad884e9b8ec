package dev.weir.config;

import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong, so that one start reports all of it.
final class Problems {
  private final List<String> lines = new ArrayList<>();

  void add(Origin origin, String text) {
    lines.add("%s: %s".formatted(origin, text));
  }

  void throwIfAny() {
    if (!lines.isEmpty()) throw new ConfigException(lines);
  }
}
