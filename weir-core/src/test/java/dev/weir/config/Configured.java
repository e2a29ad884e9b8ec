package dev.weir.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Settings from text in place of files and of the process's environment.
record Configured(@Nullable Path file, Map<String, String> environment, List<String> assignments) {
  static Configured nothing() {
    return new Configured(null, Map.of(), List.of());
  }

  static Configured yaml(Path folder, String... lines) {
    try {
      var file = folder.resolve("weir.yaml");
      return new Configured(Files.writeString(file, String.join("\n", lines)), Map.of(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Configured set(String... assignments) {
    return new Configured(null, Map.of(), List.of(assignments));
  }

  static Configured variable(String name, String value) {
    return new Configured(null, Map.of(name, value), List.of());
  }

  Configured and(String assignment) {
    return new Configured(file, environment, List.of(assignment));
  }

  Configured andVariable(String name, String value) {
    return new Configured(file, Map.of(name, value), assignments);
  }

  WeirConfig read() {
    return WeirConfig.read(new Sources(file, environment, assignments));
  }

  /// The lines of the report, without the heading; none if there is no problem.
  List<String> problems() {
    var e = catchThrowableOfType(ConfigException.class, this::read);
    if (e == null) return List.of();
    return Arrays.stream(Objects.requireNonNull(e.getMessage()).split("\n"))
        .skip(1)
        .map(String::strip)
        .toList();
  }

  Setting setting(String key) {
    return read().settings().stream()
        .filter(setting -> setting.key().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
