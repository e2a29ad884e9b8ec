package dev.weir.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A predecessor's file in a folder of its own, served as it is.
record OldConfig(Path file, Map<String, String> environment) {
  static OldConfig of(Path folder, String name, String text) {
    try {
      return new OldConfig(Files.writeString(folder.resolve(name), text), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One of the examples in the resources.
  static OldConfig example(Path folder, String resource, String name) {
    return of(folder, name, text(resource));
  }

  static String text(String resource) {
    try (var in = OldConfig.class.getResourceAsStream("/legacy/" + resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  OldConfig with(String variable, String value) {
    var variables = new HashMap<>(environment);
    variables.put(variable, value);
    return new OldConfig(file, variables);
  }

  Configured configured(String... assignments) {
    return new Configured(file, environment, List.of(assignments));
  }

  WeirConfig read() {
    return configured().read();
  }

  List<String> problems() {
    return configured().problems();
  }

  String value(String key) {
    return configured().setting(key).value();
  }

  String property(String name) {
    return Objects.requireNonNull(read().kafka().properties().get(name), name);
  }

  Import imported() {
    try {
      return Objects.requireNonNull(Import.of(file, environment));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> notes() {
    return imported().notes();
  }
}
