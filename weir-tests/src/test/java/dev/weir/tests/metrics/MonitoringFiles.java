package dev.weir.tests.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What stands in `ops/` for Prometheus and Grafana.
final class MonitoringFiles {
  static final Path ROOT = Path.of(System.getProperty("weir.root"));

  private MonitoringFiles() {}

  /// A rule that tells somebody.
  record Alert(String name, String expression, Map<?, ?> labels, Map<?, ?> annotations) {}

  static List<Alert> alerts() {
    var alerts = new ArrayList<Alert>();
    for (var group : list(map(read("ops/prometheus/alerts.yaml")), "groups")) {
      for (var rule : list(group, "rules")) {
        alerts.add(
            new Alert(
                text(rule, "alert"),
                text(rule, "expr"),
                map(rule.get("labels")),
                map(rule.get("annotations"))));
      }
    }
    return alerts;
  }

  static Map<?, ?> dashboard() {
    return map(read("ops/grafana/weir.json"));
  }

  /// Rows apart.
  static List<Map<?, ?>> panels() {
    return list(dashboard(), "panels").stream()
        .filter(panel -> !text(panel, "type").equals("row"))
        .toList();
  }

  /// All that a panel asks.
  static Stream<String> queries(Map<?, ?> panel) {
    return list(panel, "targets").stream().map(target -> text(target, "expr"));
  }

  /// JSON is YAML.
  private static Object read(String path) {
    try {
      return new Load(LoadSettings.builder().build())
          .loadFromString(Files.readString(ROOT.resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) return map;
    throw new AssertionError("an object is expected, and not " + value);
  }

  static List<Map<?, ?>> list(Map<?, ?> of, String key) {
    if (!(of.get(key) instanceof List<?> list)) throw new AssertionError(key + " is no list");
    return list.stream().<Map<?, ?>>map(MonitoringFiles::map).toList();
  }

  static String text(Map<?, ?> of, String key) {
    return String.valueOf(of.get(key));
  }

  static int number(Map<?, ?> of, String key) {
    return Integer.parseInt(text(of, key));
  }
}
