package dev.weir.config.legacy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads YAML into a [Value]; nothing in it can name a class or run anything.
final class YamlText {
  private static final int VALUES_MAX = 100_000;
  private static final int CHARS_MAX = 1 << 20;

  private int values;

  private YamlText() {}

  /// Null where the text is not YAML, is empty, or is more than anyone would write.
  static @Nullable Value read(String text) {
    var settings =
        LoadSettings.builder().setAllowNonScalarKeys(true).setCodePointLimit(CHARS_MAX).build();
    try {
      return new Compose(settings).composeString(text).map(new YamlText()::value).orElse(null);
    } catch (RuntimeException | StackOverflowError e) {
      return null; // whoever reads it as Weir's own file reports what is wrong with it
    }
  }

  private Value value(Node node) {
    // An alias stands for all that it names, and one may be in another.
    if (++values > VALUES_MAX) throw new IllegalArgumentException("too many values");
    var line = line(node);
    return switch (node) {
      case MappingNode mapping -> new Value.Section(entries(mapping), line);
      case SequenceNode list ->
          new Value.Items(list.getValue().stream().map(this::value).toList(), line);
      case ScalarNode scalar -> new Value.Scalar(scalar.getValue(), kind(scalar), line);
      default -> throw new IllegalArgumentException("no such node");
    };
  }

  private List<Value.Entry> entries(MappingNode mapping) {
    var entries = new ArrayList<Value.Entry>();
    for (var tuple : mapping.getValue()) {
      var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      entries.add(new Value.Entry(key, value(tuple.getValueNode()), line(tuple.getKeyNode())));
    }
    return entries;
  }

  private static Value.Kind kind(ScalarNode scalar) {
    var tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) return Value.Kind.NULL;
    if (tag.equals(Tag.BOOL)) return Value.Kind.BOOLEAN;
    return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? Value.Kind.NUMBER : Value.Kind.TEXT;
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
