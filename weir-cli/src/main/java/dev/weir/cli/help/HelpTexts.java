package dev.weir.cli.help;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The texts by their names; `index.txt` has a line for each. picocli makes it, to complete them.
final class HelpTexts implements Iterable<String> {
  private final Map<String, String> descriptions = new LinkedHashMap<>();

  HelpTexts() {
    for (var line : read("index")) {
      var gap = line.indexOf(' ');
      descriptions.put(line.substring(0, gap), line.substring(gap).strip());
    }
  }

  /// What each is about.
  Map<String, String> descriptions() {
    return descriptions;
  }

  Optional<List<String>> text(String name) {
    if (!descriptions.containsKey(name)) return Optional.empty();
    return Optional.of(new ArrayList<>(read(name)));
  }

  @Override
  public Iterator<String> iterator() {
    return List.copyOf(descriptions.keySet()).iterator();
  }

  private static List<String> read(String name) {
    try (var file = HelpTexts.class.getResourceAsStream(name + ".txt")) {
      if (file == null) throw new IllegalStateException("The distribution lacks help on " + name);
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
