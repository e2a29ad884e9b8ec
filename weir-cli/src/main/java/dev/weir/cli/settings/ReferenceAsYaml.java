package dev.weir.cli.settings;

import dev.weir.cli.terminal.Stdout;
import dev.weir.config.Reference;
import java.util.List;

/// A `weir.yaml` in which every key stands with its default behind a `#`, beneath what it is for.
///
/// Text has a space behind its `#`, a key has none: so those that are wanted are told from the rest
/// by whoever takes the `#` away.
final class ReferenceAsYaml {
  private static final String SAFE = "[A-Za-z0-9_./:-]*[A-Za-z0-9_/]";

  private final Stdout out;
  private List<String> open = List.of();

  private ReferenceAsYaml(Stdout out) {
    this.out = out;
  }

  static void print(List<Reference> keys, Stdout out) {
    var yaml = new ReferenceAsYaml(out);
    out.line("# Every key of weir.yaml with its default. Take a # away to set another value.");
    for (var key : keys) yaml.print(key);
    out.flush();
  }

  private void print(Reference key) {
    var names = section(key.key());
    var indent = "  ".repeat(names.size());
    var any = key.key().contains("<");
    sections(names);
    var type = key.type().equals("text") ? "" : " (%s)".formatted(key.type());
    out.line("%s# %s%s".formatted(indent, key.meaning(), type));
    var name = key.key().substring(String.join(".", names).length() + (names.isEmpty() ? 0 : 1));
    // What stands for any name cannot be taken as it is.
    out.line("%s#%s%s: %s".formatted(indent, any ? " " : "", name, value(key)));
  }

  /// Those of the first level, and the sinks one more; what is beneath may be written in full.
  private static List<String> section(String key) {
    var names = List.of(key.split("\\."));
    if (names.size() == 1) return List.of();
    var levels = names.getFirst().equals("sinks") || names.getFirst().equals("routes") ? 2 : 1;
    return names.subList(0, levels);
  }

  private void sections(List<String> names) {
    for (var i = 0; i < names.size(); i++) {
      if (open.size() > i && open.subList(0, i + 1).equals(names.subList(0, i + 1))) continue;
      var name = names.get(i);
      var real = !name.startsWith("<") && !name.equals("routes");
      if (i == 0) out.line("");
      out.line("%s%s%s:".formatted("  ".repeat(i), real ? "" : "# ", name));
    }
    open = names;
  }

  private static String value(Reference key) {
    var value = key.byDefault();
    return value.matches(SAFE) ? value : "'%s'".formatted(value.replace("'", "''"));
  }
}
