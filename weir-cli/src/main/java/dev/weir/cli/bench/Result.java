package dev.weir.cli.bench;

import dev.weir.cli.load.CpuUse;
import dev.weir.cli.load.Tally;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How fast it was.
///
/// @param load what was done: `produce`
/// @param where the topic
/// @param timed what the times are of: `message`, `request`, `poll`
record Result(
    String load,
    String where,
    String timed,
    Tally tally,
    CpuUse.Share cpu,
    List<Assertion.Verdict> verdicts)
    implements View {

  @Override
  public void table(Io io) {
    var latencies = tally.latencies();
    io.table(
        List.of(
            List.of(
                "MSG/S",
                "MB/S",
                "P50 MS",
                "P90 MS",
                "P99 MS",
                "P99.9 MS",
                "MAX MS",
                "CPU",
                "ERRORS"),
            List.of(
                String.format(Locale.ROOT, "%,.0f", tally.messagesPerSecond()),
                String.format(Locale.ROOT, "%,.1f", tally.bytesPerSecond() / 1e6),
                millis(latencies.nanos(0.5)),
                millis(latencies.nanos(0.9)),
                millis(latencies.nanos(0.99)),
                millis(latencies.nanos(0.999)),
                millis(latencies.maxNanos()),
                String.format(Locale.ROOT, "%.2f", cpu.cores()),
                String.format(Locale.ROOT, "%,d", tally.failed()))));
  }

  /// Three digits are as many as one can believe.
  static String millis(long nanos) {
    var millis = nanos / 1e6;
    return String.format(
        Locale.ROOT, millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%,.0f", millis);
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("load", load);
    tree.put("topic", where);
    tree.put("seconds", tally.window().seconds());
    tree.put("messages", tally.messages());
    tree.put("messagesPerSecond", tally.messagesPerSecond());
    tree.put("bytesPerSecond", tally.bytesPerSecond());
    tree.put("timed", timed);
    tree.put("millis", percentiles());
    tree.put("cpuCores", cpu.cores());
    tree.put("busiestThread", cpu.busiest());
    tree.put("clientLimited", cpu.isLimit());
    tree.put("errors", tally.failed());
    tree.put("errorsByKind", tally.errors());
    tree.put("checks", verdicts.stream().map(Result::check).toList());
    return tree;
  }

  private Map<String, @Nullable Object> percentiles() {
    var latencies = tally.latencies();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("p50", latencies.nanos(0.5) / 1e6);
    tree.put("p90", latencies.nanos(0.9) / 1e6);
    tree.put("p99", latencies.nanos(0.99) / 1e6);
    tree.put("p99.9", latencies.nanos(0.999) / 1e6);
    tree.put("max", latencies.maxNanos() / 1e6);
    return tree;
  }

  private static Map<String, Object> check(Assertion.Verdict verdict) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("check", verdict.assertion().text());
    tree.put("holds", verdict.holds());
    tree.put("measured", verdict.assertion().of().text(verdict.value()));
    return tree;
  }

  @Override
  public List<String> names() {
    return List.of(String.format(Locale.ROOT, "%.0f", tally.messagesPerSecond()));
  }
}
