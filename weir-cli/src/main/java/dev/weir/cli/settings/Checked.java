package dev.weir.cli.settings;

import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a check found.
///
/// @param problems a line each; none where the settings can be used
/// @param places where a gateway with them would listen
record Checked(List<String> problems, List<Places.Place> places) implements View {
  @Override
  public void table(Io io) {
    for (var problem : problems) io.out().line(problem);
    for (var place : places) io.out().line("%-11s %s".formatted(place.name(), place.address()));
  }

  @Override
  public Map<String, Object> tree() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("ok", problems.isEmpty());
    tree.put("problems", problems);
    var listens = new LinkedHashMap<String, String>();
    for (var place : places) listens.put(place.name(), place.address());
    tree.put("listens", listens);
    return tree;
  }

  @Override
  public List<String> names() {
    return problems.isEmpty() ? places.stream().map(Places.Place::name).toList() : problems;
  }
}
