package dev.weir.config.legacy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands in an old file, whether that is YAML or JSON.
sealed interface Value {
  int line();

  /// One value as it was written, without its quotes.
  record Scalar(String text, Kind kind, int line) implements Value {
    boolean isNull() {
      return kind == Kind.NULL;
    }
  }

  record Items(List<Value> values, int line) implements Value {}

  /// Keys in the order of the file; one may be there twice.
  record Section(List<Entry> entries, int line) implements Value {
    /// The value of a key in any case of letters, of several the last; null for none.
    @Nullable Value last(String key) {
      var found = entries.stream().filter(entry -> entry.key().equalsIgnoreCase(key)).toList();
      return found.isEmpty() ? null : found.getLast().value();
    }
  }

  record Entry(String key, Value value, int line) {}

  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL
  }
}
