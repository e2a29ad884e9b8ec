package dev.weir.config;

import dev.weir.config.legacy.Translation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Writes a translation as YAML: a section for each first word of the keys, and for each sink and
/// route one in it. Behind every value stands where it was written.
final class ImportedYaml {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:][A-Za-z0-9_./:,@%+-]*");

  /// Plain, these would be no text.
  private static final Pattern NO_TEXT = Pattern.compile("(?i)null|.*:");

  private static final List<String> ORDER =
      List.of("data", "listen", "kafka", "sinks", "routes", "wal", "breaker", "acks", "limits");

  private final boolean secrets;
  private final StringBuilder yaml = new StringBuilder();

  ImportedYaml(boolean secrets) {
    this.secrets = secrets;
  }

  String of(Translation translation) {
    yaml.append("# The settings of %s.\n".formatted(translation.program()));
    var sections = grouped(translation.entries());
    for (var name : ORDER) {
      var entries = sections.remove(name);
      if (entries != null) section(name, entries);
    }
    sections.forEach(this::section);
    return yaml.toString();
  }

  /// By the first word of the key; what is left of the key stands in the entry.
  private static Map<String, List<Part>> grouped(List<Translation.Entry> entries) {
    var sections = new LinkedHashMap<String, List<Part>>();
    for (var entry : entries) {
      var words = entry.key().split("\\.", 2);
      sections
          .computeIfAbsent(words[0], _ -> new ArrayList<>())
          .add(new Part(words.length == 1 ? "" : words[1], entry));
    }
    return sections;
  }

  /// @param key what is not written yet of the entry's key
  private record Part(String key, Translation.Entry entry) {
    Part inner() {
      return new Part(key.substring(key.indexOf('.') + 1), entry);
    }

    String outer() {
      return key.substring(0, key.indexOf('.'));
    }
  }

  private void section(String name, List<Part> parts) {
    yaml.append('\n');
    if (parts.getFirst().key().isEmpty()) {
      line("", new Part(name, parts.getFirst().entry()));
      return;
    }
    yaml.append(name).append(":\n");
    switch (name) {
      case "sinks" -> inner(parts).forEach(this::sink);
      case "routes" -> inner(parts).values().forEach(this::route);
      default -> parts.forEach(part -> line("  ", part));
    }
  }

  private static Map<String, List<Part>> inner(List<Part> parts) {
    var inner = new LinkedHashMap<String, List<Part>>();
    for (var part : parts) {
      inner.computeIfAbsent(part.outer(), _ -> new ArrayList<>()).add(part.inner());
    }
    return inner;
  }

  private void sink(String name, List<Part> parts) {
    yaml.append("  ").append(name).append(":\n");
    parts.forEach(part -> line("    ", part));
  }

  /// Its first key is its topic, which is no secret and stands behind the dash.
  private void route(List<Part> parts) {
    line("  - ", parts.getFirst());
    parts.stream().skip(1).forEach(part -> line("    ", part));
  }

  private void line(String indent, Part part) {
    var entry = part.entry();
    var origin = new Origin(entry.place(), entry.line());
    if (!secrets && isSecret(entry, origin)) {
      yaml.append(
          "%s# %s is a secret: set %s, or see it with --secrets\n"
              .formatted(indent, part.key(), Settings.variable(entry.key())));
    } else {
      yaml.append(
          "%s%s: %s  # %s\n"
              .formatted(indent, part.key(), written(entry.value()), oneLine(origin.toString())));
    }
  }

  private static boolean isSecret(Translation.Entry entry, Origin origin) {
    return !Setting.of(entry.key(), entry.value(), origin).value().equals(entry.value());
  }

  private static String written(String value) {
    if (PLAIN.matcher(value).matches() && !NO_TEXT.matcher(value).matches()) return value;
    var quoted = new StringBuilder("\"");
    value.codePoints().forEach(c -> quoted.append(escaped(c)));
    return quoted.append('"').toString();
  }

  private static String escaped(int c) {
    if (c == '"' || c == '\\') return "\\" + (char) c;
    if (c >= ' ' && c <= '~') return String.valueOf((char) c);
    return c <= 0xFFFF ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
