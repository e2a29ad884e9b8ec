package dev.weir.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The medians of the rounds as Markdown tables.
final class WorkerReport {
  private final List<String> subjects;
  private final List<WorkerRow> rows;
  private final int concurrency;
  private final List<Measured> all = new ArrayList<>();

  private record Measured(String row, String subject, Figures figures) {}

  WorkerReport(List<String> subjects, List<WorkerRow> rows, int concurrency) {
    this.subjects = subjects;
    this.rows = rows;
    this.concurrency = concurrency;
  }

  /// Also told on stderr at once, for who wants to see more than the page.
  void add(String row, String subject, Figures figures) {
    System.err.println(row + " " + subject + " " + figures.byName());
    all.add(new Measured(row, subject, figures));
  }

  String markdown() {
    var page = new StringBuilder();
    if (!rows.isEmpty()) {
      page.append(head("work, keys, partitions", "ideal", "of the best other", "of the ideal"));
      rows.forEach(row -> page.append(line(row)));
    }
    table(page, WorkerBench.LATENCY, "p50", "p99");
    table(page, WorkerBench.HEAP, "before", "during");
    return page.toString();
  }

  private String head(String first, String... last) {
    var titles = new ArrayList<>(List.of(first));
    titles.addAll(subjects);
    titles.addAll(List.of(last));
    var lines = " ---: |".repeat(titles.size() - 1);
    return "| " + String.join(" | ", titles) + " |\n| --- |" + lines + "\n";
  }

  private String line(WorkerRow row) {
    var cells = new ArrayList<>(List.of(row.title()));
    for (var subject : subjects) cells.add(rateAndCpu(row, subject));
    var wide = row.is(WorkerRow.Kind.WIDE);
    var ours = median(row.word(), wide ? "weir-1000" : "weir", "rate");
    var ideal = row.idealPerSecond(wide ? 1_000 : concurrency);
    cells.add(Double.isInfinite(ideal) ? "–" : text("%,.0f", ideal));
    cells.add(share(ours, best(row)));
    cells.add(Double.isInfinite(ideal) ? "–" : share(ours, ideal));
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /// The fastest other one that keeps the order of keys and its promises, at the same concurrency.
  private double best(WorkerRow row) {
    return subjects.stream()
        .filter(name -> name.equals("parallel-consumer-key") || name.startsWith("decaton"))
        .mapToDouble(subject -> median(row.word(), subject, "rate"))
        .filter(rate -> !Double.isNaN(rate))
        .max()
        .orElse(Double.NaN);
  }

  private String rateAndCpu(WorkerRow row, String subject) {
    var rate = median(row.word(), subject, "rate");
    if (Double.isNaN(rate)) return "–";
    var cpu = median(row.word(), subject, "cpu");
    return text("%,.0f (%.2f)", rate, cpu) + faults(row, subject);
  }

  private String faults(WorkerRow row, String subject) {
    var repeated = sum(row, subject, "repeated");
    var disordered = subject.endsWith("unordered") ? 0 : sum(row, subject, "disordered");
    return repeated + disordered == 0
        ? ""
        : text(", %,.0f repeated, %,.0f out of order", repeated, disordered);
  }

  private void table(StringBuilder page, String row, String first, String second) {
    if (all.stream().noneMatch(measured -> measured.row().equals(row))) return;
    page.append('\n').append(head(row));
    for (var name : List.of(first, second)) {
      page.append("| ").append(name);
      for (var subject : subjects) page.append(" | ").append(cell(row, subject, name));
      page.append(" |\n");
    }
  }

  private String cell(String row, String subject, String name) {
    var figure = median(row, subject, name);
    return Double.isNaN(figure) ? "–" : text("%,.1f", figure);
  }

  private double sum(WorkerRow row, String subject, String name) {
    return all.stream()
        .filter(one -> one.row().equals(row.word()) && one.subject().equals(subject))
        .mapToDouble(one -> one.figures().figure(name))
        .filter(figure -> !Double.isNaN(figure))
        .sum();
  }

  private double median(String row, String subject, String name) {
    var figures =
        all.stream()
            .filter(one -> one.row().equals(row) && one.subject().equals(subject))
            .mapToDouble(one -> one.figures().figure(name))
            .filter(figure -> !Double.isNaN(figure))
            .toArray();
    return figures.length == 0 ? Double.NaN : Report.median(figures);
  }

  private static String share(double ours, double other) {
    var share = ours / other;
    return Double.isNaN(share) ? "–" : text("%.2f", share);
  }

  @SuppressWarnings("AnnotateFormatMethod") // its callers are all here
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
