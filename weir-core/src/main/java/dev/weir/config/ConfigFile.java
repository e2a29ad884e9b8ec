package dev.weir.config;

import dev.weir.config.legacy.OldFile;
import dev.weir.config.legacy.SmallFile;
import dev.weir.config.legacy.Translation;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads a YAML file into flat keys (`listen.http`), each with its line; one of a predecessor's
/// becomes keys of Weir's.
///
/// Only the node tree is used: nothing in the file can name a class or run anything.
final class ConfigFile {
  /// Each alias may double what the file holds, and settings need none.
  private static final int ALIASES_MAX = 0;

  /// The keys that hold a list of sections: `routes.0.topic`.
  private static final Set<String> LISTS_OF_SECTIONS = Set.of("routes");

  private static final int CHARS_MAX = 1 << 20;

  private final Path path;
  private final String name;
  private final Problems problems;
  private final Map<String, Given> values = new LinkedHashMap<>();

  private ConfigFile(Path path, Problems problems) {
    this.path = path;
    this.name = String.valueOf(path.getFileName());
    this.problems = problems;
  }

  /// @param environment all of the process's variables: some are part of an old file
  static Map<String, Given> read(Path path, Map<String, String> environment, Problems problems) {
    var file = new ConfigFile(path, problems);
    try {
      var text = SmallFile.read(path);
      var old = OldFile.read(path, text, environment);
      if (old == null) file.parse(text);
      else file.translated(old);
    } catch (NoSuchFileException e) {
      problems.add(file.at(0), "there is no such file: %s".formatted(path.toAbsolutePath()));
    } catch (IOException e) {
      problems.add(file.at(0), "cannot be read as UTF-8 text: %s".formatted(e));
    }
    return file.values;
  }

  private void parse(String text) {
    var settings =
        LoadSettings.builder()
            .setLabel(path.toString())
            .setMaxAliasesForCollections(ALIASES_MAX)
            .setAllowNonScalarKeys(true) // refused by section(), which knows the line
            .setCodePointLimit(CHARS_MAX)
            .build();
    try {
      new Compose(settings).composeString(text).ifPresent(this::root);
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.add(at(line), "is not YAML: %s".formatted(e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(at(0), "is not YAML: %s".formatted(e.getMessage()));
    } catch (RuntimeException e) {
      // The parser's own: it does not catch all that a file can hold.
      problems.add(at(0), "is not YAML that can be read: %s".formatted(e));
    } catch (StackOverflowError e) {
      problems.add(at(0), "is not YAML that anyone would write: it is nested too deeply");
    }
  }

  private void translated(Translation old) {
    for (var problem : old.problems()) {
      problems.add(new Origin(problem.place(), problem.line()), problem.text());
    }
    for (var entry : old.entries()) {
      values.put(entry.key(), new Given(entry.value(), new Origin(entry.place(), entry.line())));
    }
  }

  private void root(Node root) {
    switch (root) {
      case MappingNode mapping -> section("", mapping);
      case ScalarNode scalar when empty(scalar) -> {}
      default -> problems.add(at(lineOf(root)), "must hold keys such as 'listen:'");
    }
  }

  private void section(String prefix, MappingNode section) {
    for (NodeTuple entry : section.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        value(prefix + key.getValue(), entry.getValueNode(), at(lineOf(key)));
      } else {
        problems.add(at(lineOf(entry.getKeyNode())), "a key must be a plain word");
      }
    }
  }

  private void value(String key, Node value, Origin origin) {
    switch (value) {
      case MappingNode section -> section(key + ".", section);
      case ScalarNode scalar when empty(scalar) -> {}
      case ScalarNode scalar -> keep(key, scalar.getValue(), origin);
      case SequenceNode list when LISTS_OF_SECTIONS.contains(key) -> sections(key, list);
      case SequenceNode list -> keep(key, joined(key, list), origin);
      default -> problems.add(origin, "%s: a value is wanted".formatted(key));
    }
  }

  private void sections(String key, SequenceNode list) {
    var index = 0;
    for (var item : list.getValue()) {
      if (item instanceof MappingNode section) {
        section("%s.%d.".formatted(key, index++), section);
      } else {
        problems.add(at(lineOf(item)), "%s: each entry holds keys of its own".formatted(key));
      }
    }
  }

  private String joined(String key, SequenceNode list) {
    return list.getValue().stream()
        .map(item -> item instanceof ScalarNode scalar ? scalar.getValue() : nested(key, item))
        .collect(Collectors.joining(","));
  }

  private String nested(String key, Node item) {
    problems.add(at(lineOf(item)), "%s: a list of plain values is wanted".formatted(key));
    return "";
  }

  private void keep(String key, String text, Origin origin) {
    var before = values.putIfAbsent(key, new Given(text, origin));
    if (before != null) {
      problems.add(origin, "%s: given before, on line %d".formatted(key, before.origin().line()));
    }
  }

  private static boolean empty(ScalarNode scalar) {
    return scalar.getTag().equals(Tag.NULL);
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private Origin at(int line) {
    return new Origin(name, line);
  }
}
