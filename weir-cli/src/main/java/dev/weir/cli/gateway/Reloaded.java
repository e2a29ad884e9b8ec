package dev.weir.cli.gateway;

import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of settings that were read again.
///
/// @param changed the keys that count now
/// @param restart the keys that count from the next start
/// @param swapped the sinks that were made anew
record Reloaded(List<String> changed, List<String> restart, List<String> swapped) implements View {
  static Reloaded of(@Nullable Object told) {
    return new Reloaded(list(told, "changed"), list(told, "restart"), list(told, "swapped"));
  }

  private static List<String> list(@Nullable Object told, String field) {
    return told instanceof Map<?, ?> map && map.get(field) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  @Override
  public void table(Io io) {
    changed.forEach(key -> io.out().line(key + ": counts now"));
    restart.forEach(key -> io.out().line(key + ": counts from the next start on"));
    swapped.forEach(sink -> io.out().line("sink " + sink + ": made anew"));
    if (names().isEmpty() && swapped.isEmpty()) io.say("Nothing has changed.");
  }

  @Override
  public Map<String, List<String>> tree() {
    var tree = new LinkedHashMap<String, List<String>>();
    tree.put("changed", changed);
    tree.put("restart", restart);
    tree.put("swapped", swapped);
    return tree;
  }

  @Override
  public List<String> names() {
    return java.util.stream.Stream.concat(changed.stream(), restart.stream()).toList();
  }
}
