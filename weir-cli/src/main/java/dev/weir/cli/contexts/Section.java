package dev.weir.cli.contexts;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.config.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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

/// Keys of a YAML file, each with its line. What nobody has asked for is unknown.
///
/// No value is in any message, for it may be a secret.
public final class Section {
  private static final int CHARS_MAX = 1 << 20;

  private final String file;
  private final String path;
  private final int line;
  private final MappingNode node;
  private final Set<String> asked = new TreeSet<>();

  private Section(String file, String path, MappingNode node) {
    this.file = file;
    this.path = path;
    this.node = node;
    this.line = line(node);
  }

  /// All of a file.
  ///
  /// @param file its name, for messages
  /// @throws Failure if it is no YAML with keys
  public static Section parse(String file, String text) {
    return of(file, root(file, text));
  }

  static Section of(String file, MappingNode root) {
    return new Section(file, "", root);
  }

  static MappingNode root(String file, String text) {
    var settings =
        LoadSettings.builder()
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(CHARS_MAX)
            .setParseComments(true)
            .build();
    try {
      var root = new Compose(settings).composeString(text).orElse(null);
      if (root instanceof MappingNode mapping) return mapping;
      if (root == null || empty(root)) return YamlText.empty();
      throw failure(file, line(root), "it must hold keys such as 'contexts:'");
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw failure(file, line, "it is not YAML: " + e.getProblem());
    } catch (YamlEngineException | StackOverflowError e) {
      throw failure(file, 0, "it is not YAML that can be read");
    }
  }

  public List<String> keys() {
    return node.getValue().stream().map(NodeTuple::getKeyNode).map(Section::text).toList();
  }

  /// Null where the key is not there, or has no value.
  public @Nullable String text(String key) {
    return switch (value(key)) {
      case null -> null;
      case ScalarNode scalar -> scalar.getValue().strip();
      case Node other -> throw problem(other, "'%s' must be a single value".formatted(named(key)));
    };
  }

  /// One that must be there.
  String needed(String key) {
    var text = text(key);
    if (text == null || text.isEmpty()) throw problem("'%s' is missing".formatted(named(key)));
    return text;
  }

  public boolean flag(String key) {
    var text = text(key);
    if (text == null) return false;
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw problem(key, "'%s' must be true or false".formatted(named(key)));
    };
  }

  /// A list of plain values, or one of them.
  public List<String> list(String key) {
    return switch (value(key)) {
      case null -> List.of();
      case SequenceNode list -> list.getValue().stream().map(Section::text).toList();
      case Node _ -> List.of(needed(key));
    };
  }

  /// Whether it is there, if only without a value.
  public boolean holds(String key) {
    asked.add(key);
    return keys().contains(key);
  }

  /// Whether it is there with a value.
  boolean has(String key) {
    return value(key) != null;
  }

  boolean holdsKeys(String key) {
    return value(key) instanceof MappingNode;
  }

  /// The keys beneath this one; null where there are none.
  public @Nullable Section section(String key) {
    return switch (value(key)) {
      case null -> null;
      case MappingNode mapping -> new Section(file, named(key), mapping);
      case Node other ->
          throw problem(other, "'%s' must hold keys of its own".formatted(named(key)));
    };
  }

  public List<Section> sections(String key) {
    if (!(value(key) instanceof SequenceNode list)) return List.of();
    return list.getValue().stream()
        .filter(MappingNode.class::isInstance)
        .map(one -> new Section(file, named(key), (MappingNode) one))
        .toList();
  }

  /// Keys that are not ours to know, each with a plain value.
  Map<String, String> texts(String key) {
    var texts = new LinkedHashMap<String, String>();
    var section = section(key);
    if (section == null) return texts;
    for (var one : section.keys()) texts.put(one, String.valueOf(section.text(one)));
    return texts;
  }

  /// To be called when all that is known was asked for.
  void refuseUnknown() {
    for (var key : keys()) {
      if (asked.contains(key)) continue;
      var nearest = Nearest.to(key, asked).map("; did you mean '%s'?"::formatted).orElse("");
      throw problem(key, "'%s' is no key that is known here%s".formatted(named(key), nearest));
    }
  }

  /// What was not asked for: `line 3: admin_api`.
  public List<String> rest() {
    return node.getValue().stream()
        .filter(entry -> !asked.contains(text(entry.getKeyNode())))
        .map(entry ->
            "line %d: %s".formatted(line(entry.getKeyNode()), named(text(entry.getKeyNode()))))
        .toList();
  }

  /// Something is wrong with what this key says.
  Failure problem(String key, String why) {
    var at =
        node.getValue().stream()
            .map(NodeTuple::getKeyNode)
            .filter(one -> text(one).equals(key))
            .mapToInt(Section::line)
            .findFirst();
    return failure(file, at.orElse(line), why);
  }

  Failure problem(String why) {
    return failure(file, line, why);
  }

  private Failure problem(Node at, String why) {
    return failure(file, line(at), why);
  }

  private static Failure failure(String file, int line, String why) {
    return new Failure(
        ExitCode.USAGE,
        "%s cannot be used".formatted(file),
        line == 0 ? why : "line %d: %s".formatted(line, why),
        "Correct it there; docs/cli/contexts.md tells the keys.");
  }

  private String named(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private @Nullable Node value(String key) {
    asked.add(key);
    for (var entry : node.getValue()) {
      if (text(entry.getKeyNode()).equals(key)) {
        return empty(entry.getValueNode()) ? null : entry.getValueNode();
      }
    }
    return null;
  }

  static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static boolean empty(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
