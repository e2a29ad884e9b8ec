package dev.weir.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where settings come from, weakest first.
///
/// @param file a YAML file, or null for none
/// @param environment all of the process's variables; those that begin with `WEIR_` count
/// @param assignments `key=value` as the command line had them
public record Sources(
    @Nullable Path file, Map<String, String> environment, List<String> assignments) {

  /// Without values: any of them may be a secret.
  @Override
  public String toString() {
    return "Sources[%s, %d variables, %d assignments]"
        .formatted(file, environment.size(), assignments.size());
  }

  /// Nothing but the defaults and these assignments.
  public static Sources of(String... assignments) {
    return new Sources(null, Map.of(), List.of(assignments));
  }
}
