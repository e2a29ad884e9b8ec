package dev.weir.config.legacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The keys of an old file, dotted and in small letters, in the file's order. Who takes a key gets
/// it; what nobody took was unknown.
final class Keys {
  private final String file;
  private final Map<String, Found> found = new LinkedHashMap<>();

  private Keys(String file) {
    this.file = file;
  }

  static Keys of(String file, Value.Section root) {
    var keys = new Keys(file);
    keys.flatten("", root);
    return keys;
  }

  private void flatten(String prefix, Value.Section section) {
    for (var entry : section.entries()) {
      var key = prefix + entry.key().toLowerCase(Locale.ROOT);
      switch (entry.value()) {
        case Value.Section inner -> flatten(key + ".", inner);
        case Value.Scalar scalar when scalar.isNull() -> {}
        case Value value -> put(new Found(key, value, new Place(file, entry.line())));
      }
    }
  }

  /// Of two of one name the later counts.
  void put(Found value) {
    found.put(value.key(), value);
  }

  @Nullable Found take(String key) {
    return found.remove(key);
  }

  List<Found> takeBeneath(String prefix) {
    var beneath = found.values().stream().filter(one -> one.key().startsWith(prefix)).toList();
    beneath.forEach(one -> found.remove(one.key()));
    return beneath;
  }

  List<Found> rest() {
    return new ArrayList<>(found.values());
  }
}
