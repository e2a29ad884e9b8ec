package dev.weir.cli.compat;

import java.util.ArrayList;
import java.util.List;

/// The table of what the scripts' options are here, for people.
public final class Compat {
  private static final List<Script> SCRIPTS =
      List.of(new TopicsScript(), new ProducerScript(), new ConsumerScript(), new GroupsScript());

  private Compat() {}

  /// A line each.
  public static List<String> table() {
    var lines = new ArrayList<String>();
    for (var script : SCRIPTS) {
      lines.add("");
      lines.add(script.name());
      for (var option : script.options()) {
        var ours = option.ours() == null ? "no like here: an error" : option.ours();
        lines.add("  %-30s %s".formatted(option.name(), ours));
      }
    }
    return lines;
  }
}
