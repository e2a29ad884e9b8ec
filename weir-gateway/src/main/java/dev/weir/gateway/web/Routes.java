package dev.weir.gateway.web;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The routes as a tree of the parts of their paths. A part that is written out is preferred to a
/// parameter.
public final class Routes {
  private final List<Route> all;
  private final Node root = new Node();

  public Routes(List<Route> all) {
    this.all = List.copyOf(all);
    for (var route : all) root.add(parts(route.path()), 0, route);
  }

  /// Where a path leads.
  ///
  /// @param byMethod what is there
  /// @param names what stood in the place of each parameter
  record Found(Map<String, Route> byMethod, Map<String, String> names) {}

  /// In the order of their paths.
  public List<Route> all() {
    return all.stream().sorted(Comparator.comparing(Route::path)).toList();
  }

  /// Hot. Null where nothing is; a `/` at the end makes no difference.
  @Nullable Found find(String rawPath) {
    return root.find(parts(rawPath), 0);
  }

  private static String[] parts(String path) {
    var start = path.startsWith("/") ? 1 : 0;
    var end = path.length() > start && path.endsWith("/") ? path.length() - 1 : path.length();
    return start == end ? new String[0] : path.substring(start, end).split("/", -1);
  }

  private static final class Node {
    private final Map<String, Node> written = new HashMap<>();
    private final Map<String, Route> byMethod = new TreeMap<>();
    private @Nullable Node parameter;
    private String name = "";

    void add(String[] parts, int depth, Route route) {
      if (depth == parts.length) {
        var before = byMethod.put(route.method(), route);
        if (before != null) throw new IllegalArgumentException("two of " + route);
        return;
      }
      child(parts[depth]).add(parts, depth + 1, route);
    }

    private Node child(String part) {
      if (!part.startsWith("{")) return written.computeIfAbsent(part, _ -> new Node());
      var present = parameter;
      if (present == null) {
        present = new Node();
        present.name = part.substring(1, part.length() - 1);
        parameter = present;
      }
      if (!part.equals("{" + present.name + "}")) {
        throw new IllegalArgumentException(part + " is {" + present.name + "} elsewhere");
      }
      return present;
    }

    @Nullable Found find(String[] parts, int depth) {
      if (depth == parts.length) {
        return byMethod.isEmpty() ? null : new Found(byMethod, new HashMap<>());
      }
      var next = written.get(parts[depth]);
      var found = next == null ? null : next.find(parts, depth + 1);
      if (found != null) return found;
      var any = parameter;
      if (any == null || parts[depth].isEmpty()) return null;
      found = any.find(parts, depth + 1);
      if (found != null) found.names.put(any.name, Query.segment(parts[depth]));
      return found;
    }
  }
}
