package dev.weir.cli.context;

import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keys with their values, as a file has them: for people flat, one a line.
record Written(String name, Map<String, ? extends @Nullable Object> tree) implements View {
  @Override
  public void table(Io io) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("KEY", "VALUE"));
    flat("", tree).forEach((key, value) -> rows.add(List.of(key, value)));
    io.table(rows);
  }

  private static Map<String, String> flat(String prefix, Map<?, ? extends @Nullable Object> tree) {
    var flat = new LinkedHashMap<String, String>();
    tree.forEach((key, value) -> {
      if (value instanceof Map<?, ?> map && !map.isEmpty()) {
        flat.putAll(flat(prefix + key + ".", map));
      } else {
        flat.put(prefix + key, value == null ? "-" : value.toString());
      }
    });
    return flat;
  }

  @Override
  public List<String> names() {
    return List.of(name);
  }
}
