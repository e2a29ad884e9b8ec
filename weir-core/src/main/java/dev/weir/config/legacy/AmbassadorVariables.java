package dev.weir.config.legacy;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// kafka-ambassador's variables: `KA_` and a key in capitals, with its dots or with `_` in their
/// place. They win over the file.
final class AmbassadorVariables {
  private static final String PREFIX = "KA_";

  /// Names the file, for kafka-ambassador itself.
  private static final Set<String> NOT_KEYS = Set.of("KA_CONFIG");

  private AmbassadorVariables() {}

  static void put(Map<String, String> environment, Keys keys, Draft draft) {
    var known =
        Ambassador.keys().stream()
            .collect(Collectors.toMap(AmbassadorVariables::plain, key -> key, (first, _) -> first));
    new TreeMap<>(environment)
        .forEach((variable, text) -> {
          if (!variable.startsWith(PREFIX) || NOT_KEYS.contains(variable)) return;
          var key = known.get(plain(variable.substring(PREFIX.length())));
          var place = new Place(variable, 0);
          if (key == null) {
            draft.note(place, "is no key of kafka-ambassador's");
          } else if (!text.isEmpty()) {
            keys.put(Found.of(key, text, place));
          }
        });
  }

  private static String plain(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
