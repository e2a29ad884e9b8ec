package dev.weir.cli.compat;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A line of ours, as it grows.
final class OurLine {
  private final List<String> words = new ArrayList<>();

  static OurLine of(String... words) {
    var line = new OurLine();
    line.words.addAll(List.of(words));
    return line;
  }

  OurLine add(String... more) {
    words.addAll(List.of(more));
    return this;
  }

  OurLine addIf(boolean wanted, String... more) {
    return wanted ? add(more) : this;
  }

  /// An option with its value, if there is one.
  OurLine option(String name, @Nullable String value) {
    return value == null ? this : add(name, value);
  }

  /// The options whose names alone differ.
  OurLine plain(Script script, Given given) {
    for (var option : script.options()) {
      var ours = option.ours();
      if (ours == null || !option.isPlain()) continue;
      for (var value : given.values(option.name())) {
        if (!option.value()) add(ours);
        else if (ours.startsWith("-X ")) add("-X", ours.substring(3) + value);
        else add(ours, value);
      }
    }
    return this;
  }

  OurLine clientSettings(Map<String, String> settings) {
    settings.forEach((key, value) -> add("-X", key + "=" + value));
    return this;
  }

  /// Those of a file of Kafka's, such as `client.properties`.
  OurLine clientSettings(@Nullable String file, Path folder) {
    if (file == null) return this;
    var read = new Properties();
    try (var reader = Files.newBufferedReader(folder.resolve(file))) {
      read.load(reader);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "'%s' cannot be read".formatted(file),
          String.valueOf(e.getMessage()),
          "Name a file of Kafka's client settings.",
          e);
    }
    read.stringPropertyNames().stream()
        .sorted()
        .forEach(key -> add("-X", key + "=" + read.getProperty(key)));
    return this;
  }

  List<String> words() {
    return words;
  }
}
