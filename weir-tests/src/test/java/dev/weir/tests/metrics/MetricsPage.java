package dev.weir.tests.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The tables of `docs/metrics.md`, which are made of what the gateway says of its metrics.
final class MetricsPage {
  static final Path PATH = MonitoringFiles.ROOT.resolve("docs/metrics.md");
  private static final String HEAD = "| metric | type | labels | meaning |";

  /// How the names begin that stand beneath each heading.
  private static final Map<String, List<String>> SUBJECTS = new LinkedHashMap<>();

  static {
    subject("## The log", "weir_wal_");
    subject("## Kafka", "weir_kafka_");
    subject(
        "## Ways in",
        "weir_ingress_ weir_http_ weir_grpc_ weir_frames_ weir_rest_ weir_idempotency_");
    subject("## Who may come in", "weir_auth_ weir_unix_ weir_connections weir_access_log_");
    subject("## TLS", "weir_tls_");
    subject("## Tracing", "weir_tracing_");
    subject("## Files", "weir_file_");
    subject("## The process", "weir_build_ weir_reloads weir_last_ weir_settings_ process_ jvm_");
    subject(
        "## Messages",
        "weir_accepting weir_messages_ weir_oldest_ weir_delivery_ weir_breaker_ weir_topics_"
            + " weir_memory_");
  }

  private MetricsPage() {}

  private static void subject(String heading, String names) {
    SUBJECTS.put(heading, Arrays.asList(names.split(" ")));
  }

  /// What is to stand there.
  static Map<String, List<String>> tables(Figures page) {
    return page.types().keySet().stream()
        .collect(
            Collectors.groupingBy(
                MetricsPage::heading,
                LinkedHashMap::new,
                Collectors.mapping(family -> row(page, family), Collectors.toList())));
  }

  private static String heading(String family) {
    return SUBJECTS.entrySet().stream()
        .filter(subject -> subject.getValue().stream().anyMatch(family::startsWith))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new AssertionError(family + " has no subject: give it one here"));
  }

  private static String row(Figures page, String family) {
    var labels = page.labels(family).stream().map("`%s`"::formatted);
    return "| `%s` | %s | %s | %s |"
        .formatted(
            family,
            page.types().getOrDefault(family, ""),
            labels.collect(Collectors.joining(" ")),
            page.help().getOrDefault(family, "").replace("|", "\\|"))
        .replace("|  |", "| |");
  }

  /// What stands there.
  static List<String> rows(String heading) throws IOException {
    return Files.readAllLines(PATH).stream()
        .dropWhile(line -> !line.equals(heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .toList();
  }

  static void write(Map<String, List<String>> tables) throws IOException {
    var lines = new ArrayList<>(Files.readAllLines(PATH));
    tables.forEach((heading, rows) -> {
      var from = lines.indexOf(heading);
      while (!lines.get(from).equals(HEAD)) from++;
      from += 2;
      while (lines.get(from).startsWith("|")) lines.remove(from);
      lines.addAll(from, rows);
    });
    Files.write(PATH, lines);
  }
}
