package dev.weir.tests.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What `/metrics` told at one moment, in the text format.
///
/// @param types by family
/// @param help by family
record Figures(List<Series> all, Map<String, String> types, Map<String, String> help) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern COMMENT = Pattern.compile("# (TYPE|HELP) (\\S+) (.*)");

  /// One line of it.
  record Series(String name, Map<String, String> labels, double value) {}

  static Figures of(String page) {
    var all = new ArrayList<Series>();
    var types = new TreeMap<String, String>();
    var help = new TreeMap<String, String>();
    for (var line : page.lines().toList()) {
      var comment = COMMENT.matcher(line);
      if (comment.matches()) {
        (comment.group(1).equals("TYPE") ? types : help).put(comment.group(2), comment.group(3));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        all.add(series(line));
      }
    }
    return new Figures(all, types, help);
  }

  private static Series series(String line) {
    var parts = LINE.matcher(line);
    if (!parts.matches()) throw new AssertionError("no line of metrics: " + line);
    var labels = new TreeMap<String, String>();
    if (parts.group(2) != null) {
      LABEL
          .matcher(parts.group(2))
          .results()
          .forEach(one -> labels.put(one.group(1), one.group(2)));
    }
    var value = parts.group(3).replace("+Inf", "Infinity").replace("-Inf", "-Infinity");
    return new Series(parts.group(1), labels, Double.parseDouble(value));
  }

  /// The family that a series belongs to.
  String family(String series) {
    return Stream.of("", "_bucket", "_count", "_sum")
        .filter(series::endsWith)
        .map(end -> series.substring(0, series.length() - end.length()))
        .filter(types::containsKey)
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no metric " + series));
  }

  /// Whether a series only grows, so that `rate` makes sense of it.
  boolean grows(String series) {
    return switch (types.getOrDefault(family(series), "")) {
      case "counter", "histogram", "summary" -> true;
      default -> false;
    };
  }

  /// The names of a family's labels.
  List<String> labels(String family) {
    return all.stream()
        .filter(one -> family(one.name()).equals(family))
        .flatMap(one -> one.labels().keySet().stream())
        .filter(label -> !label.equals("le"))
        .distinct()
        .toList();
  }

  /// As Prometheus has it, who adds where it is from and whether it answered.
  Figures scraped() {
    var from = Map.of("job", "weir", "instance", "weir-1:8082");
    var scraped = new ArrayList<Series>();
    for (var one : all) {
      var labels = new TreeMap<>(one.labels());
      labels.putAll(from);
      scraped.add(new Series(one.name(), labels, one.value()));
    }
    scraped.add(new Series("up", from, 1));
    var known = new TreeMap<>(types);
    known.put("up", "gauge");
    return new Figures(scraped, known, help);
  }

  /// The same without a series.
  Figures without(String name) {
    return new Figures(all.stream().filter(one -> !one.name().equals(name)).toList(), types, help);
  }

  /// The same with other values: all series of that name, and labels, have that one.
  ///
  /// @param series such as `weir_wal_bytes` or `weir_wal_bytes{sink="kafka"}`
  Figures with(String series, double value) {
    var wanted = series(series + " 0");
    var found = new HashMap<Series, Series>();
    for (var one : all) {
      if (one.name().equals(wanted.name())
          && one.labels().entrySet().containsAll(wanted.labels().entrySet())) {
        found.put(one, new Series(one.name(), one.labels(), value));
      }
    }
    if (found.isEmpty()) throw new AssertionError("there is no " + series);
    return new Figures(all.stream().map(one -> found.getOrDefault(one, one)).toList(), types, help);
  }
}
