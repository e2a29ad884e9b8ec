package dev.weir.gateway.admin;

import java.util.List;

/// What became of settings that were read again.
///
/// @param changed the keys that have another value, which counts now
/// @param restart the keys whose value differs from the one in force, and counts from the next
///   start
/// @param swapped the sinks that were made anew
public record Reload(List<String> changed, List<String> restart, List<String> swapped) {
  /// One line for a log.
  public String text() {
    if (changed.isEmpty() && restart.isEmpty() && swapped.isEmpty()) return "nothing has changed";
    return "in force now: %s; from the next start on: %s; made anew: %s"
        .formatted(shown(changed), shown(restart), shown(swapped));
  }

  private static String shown(List<String> names) {
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }
}
