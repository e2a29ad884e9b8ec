package dev.weir.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The medians of all rounds beside the bars, as a Markdown table.
final class WalReport {
  private final List<Map<String, Double>> rounds = new ArrayList<>();
  private final StringBuilder page = new StringBuilder();

  void add(Map<String, Double> figures) {
    rounds.add(figures);
  }

  String markdown(String method) {
    page.append("| measure | bar | median (min to max) |\n| --- | --- | ---: |\n");
    row("disk: 1 KiB overwritten and forced, 1/s", "", 0, "floor-1k");
    row("disk: 64 KiB overwritten and forced, MiB/s", "", 0, "floor-64k");
    row("disk: read, MiB/s", "", 0, "floor-read");
    loads();
    backlog();
    return page.append('\n').append(method).toString();
  }

  private void loads() {
    row("1 producer, records/s", "", 0, "1-rate");
    ratio("1 producer, of the disk's 1 KiB rate", "≥ 0.60", "1-rate", "floor-1k");
    row("16 producers, records/s", "", 0, "16-rate");
    ratio("16 producers, of the disk's 1 KiB rate", "≥ 4", "16-rate", "floor-1k");
    for (var load : List.of("256", "outage")) {
      var name = load.equals("256") ? "256 producers, " : "256 producers in an outage, ";
      row(name + "records/s", "", 0, load + "-rate");
      ratio(name + "of the disk's 64 KiB rate", "≥ 0.60", load + "-mib", "floor-64k");
      row(name + "p99 ms", "≤ 10", 1, load + "-p99");
      row(name + "CPU-µs a record", "≤ 6", 1, load + "-cpu");
    }
  }

  private void backlog() {
    row("open with the backlog, ms", "≤ 500", 0, "open-ms");
    row("replay, records/s", "≥ 700,000", 0, "replay-rate");
    ratio("replay, of the disk's read rate", "≥ 0.8", "replay-mib", "floor-read");
    row("replay, from the disk (1) or the page cache (0)", "", 0, "replay-cold");
    row("acknowledgement in no order, µs", "≤ 1", 2, "ack-micros");
  }

  private void row(String name, String bar, int digits, String figure) {
    line(name, bar, digits, round -> figure(round, figure));
  }

  private void ratio(String name, String bar, String figure, String floor) {
    line(name, bar, 2, round -> figure(round, figure) / figure(round, floor));
  }

  private static double figure(Map<String, Double> round, String name) {
    return round.getOrDefault(name, Double.NaN);
  }

  private void line(
      String name, String bar, int digits, ToDoubleFunction<Map<String, Double>> figure) {
    var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    var number = "%,." + digits + "f";
    var text = "| %s | %s | " + number + " (" + number + " to " + number + ") |%n";
    var middle = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    page.append(
        String.format(Locale.ROOT, text, name, bar, middle, sorted[0], sorted[sorted.length - 1]));
  }
}
