package dev.weir.cli.contexts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/// Changes YAML in place, so that the comments and the order of whoever wrote it are kept.
final class YamlText {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDumpComments(true)
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setSplitLines(false)
          .build();

  private YamlText() {}

  static MappingNode empty() {
    return new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
  }

  static MappingNode mapping(Map<String, Object> tree) {
    return (MappingNode) new StandardRepresenter(SETTINGS).represent(tree);
  }

  static String of(MappingNode root) {
    if (root.getValue().isEmpty()) return "";
    return new Present(SETTINGS)
        .emitToString(new Serialize(SETTINGS).serializeOne(root).iterator());
  }

  static @Nullable MappingNode section(MappingNode in, String key) {
    for (var entry : in.getValue()) {
      if (named(entry, key) && entry.getValueNode() instanceof MappingNode found) return found;
    }
    return null;
  }

  /// One that is made where there is none.
  static MappingNode sectionFor(MappingNode in, String key) {
    var found = section(in, key);
    if (found != null) return found;
    var made = empty();
    put(in, key, made);
    return made;
  }

  static void put(MappingNode in, String key, Object value) {
    var represented = new StandardRepresenter(SETTINGS);
    var node = value instanceof Node ready ? ready : represented.represent(value);
    var entries = new ArrayList<NodeTuple>();
    var there = false;
    for (var entry : in.getValue()) {
      there |= named(entry, key);
      entries.add(named(entry, key) ? new NodeTuple(entry.getKeyNode(), node) : entry);
    }
    if (!there) entries.add(new NodeTuple(represented.represent(key), node));
    in.setValue(entries);
  }

  static void first(MappingNode in, String key, Object value) {
    put(in, key, value);
    var entries = new ArrayList<>(in.getValue());
    if (named(entries.getLast(), key)) entries.addFirst(entries.removeLast());
    in.setValue(entries);
  }

  static boolean remove(MappingNode in, String key) {
    List<NodeTuple> left = in.getValue().stream().filter(entry -> !named(entry, key)).toList();
    var removed = left.size() < in.getValue().size();
    in.setValue(new ArrayList<>(left));
    return removed;
  }

  private static boolean named(NodeTuple entry, String key) {
    return Section.text(entry.getKeyNode()).equals(key);
  }
}
