package dev.weir.cli.completion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/// The script by which a shell completes `weir` without starting it.
///
/// All that is known beforehand is in it as a table: for each command, by its path, lines of
///
/// | word | code | text |
/// | --- | --- | --- |
/// | `create` | `>create` | a command below; `>>create` for an alias, which is not offered |
/// | `--acks` | `=0\|1\|all` | an option and what it waits for, as [Expected#code] has it |
/// | `#1` `#*` | `topic` | what stands at the first place; at all further ones |
/// | `retention.ms` | `any` | in the tables `@topic` and `@client`: a setting and its values |
final class Scripts {
  /// The shells of the system.
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<String, List<String>> tables = new LinkedHashMap<>();

  private Scripts(CommandSpec commands) {
    add(Node.of(commands));
    tables.put("@topic", settings(Settings.ofTopics()));
    tables.put("@client", settings(Settings.ofClients()));
  }

  static String of(Shell shell, CommandSpec commands) {
    var scripts = new Scripts(commands);
    return switch (shell) {
      case BASH -> scripts.cases() + resource("common.sh") + resource("weir.bash");
      case ZSH ->
          "#compdef weir\n" + scripts.cases() + resource("common.sh") + resource("weir.zsh");
      case FISH -> scripts.switches() + resource("weir.fish");
    };
  }

  private void add(Node node) {
    var lines = new ArrayList<String>();
    for (var choice : node.commands()) {
      var arrow = choice.word().equals(choice.means()) ? ">" : ">>";
      lines.add(line(choice.word(), arrow + choice.means(), choice.description()));
    }
    node.options().forEach(one -> lines.add(line(one.word(), one.expected(), one.description())));
    for (var i = 0; i < node.arguments().size(); i++) {
      lines.add(line("#" + (i + 1), node.arguments().get(i), ""));
    }
    if (node.repeats()) lines.add(line("#*", node.arguments().getLast(), ""));
    tables.put(node.path(), lines);
    node.below().values().forEach(this::add);
  }

  private static List<String> settings(List<Choice> settings) {
    return settings.stream()
        .map(one -> {
          var any = Expected.of(Expected.Kind.ANYTHING);
          var expected = one.expected().words().isEmpty() ? any : one.expected();
          return line(one.word(), expected, one.description());
        })
        .toList();
  }

  private static String line(String word, Expected expected, String text) {
    return line(word, expected.code(), text);
  }

  private static String line(String word, String code, String text) {
    return Stream.of(word, code, text.isEmpty() ? "-" : text).collect(Collectors.joining("\t"));
  }

  private String cases() {
    var script = new StringBuilder("_weir_table() { # PATH   (to $table)\n  case $1 in\n");
    tables.forEach((path, lines) -> {
      script.append("'").append(path).append("') table='\n");
      lines.forEach(line -> script.append(line.replace("'", "'\\''")).append('\n'));
      script.append("' ;;\n");
    });
    return script.append("*) table= ;;\n  esac\n}\n").toString();
  }

  private String switches() {
    var script =
        new StringBuilder("function __weir_table # PATH   (a line each)\n  switch \"$argv[1]\"\n");
    tables.forEach((path, lines) -> {
      script.append("case '").append(path).append("'\necho '");
      script.append(
          lines.stream()
              .map(line -> line.replace("\\", "\\\\").replace("'", "\\'"))
              .collect(Collectors.joining("\n")));
      script.append("'\n");
    });
    return script.append("  end\nend\n").toString();
  }

  private static String resource(String name) {
    try (var file = Scripts.class.getResourceAsStream(name)) {
      if (file == null) throw new IllegalStateException("The distribution lacks " + name);
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
