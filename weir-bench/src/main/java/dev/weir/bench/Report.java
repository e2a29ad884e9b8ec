package dev.weir.bench;

import dev.weir.bench.Measurement.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// The medians of all rounds as a Markdown table, and how they came about.
final class Report {
  private static final String HEAD =
      """
      | subject | load | accepted/s | CPU-µs per message (min–max) | JIT | p50 ms | p99 ms | of netty-floor + raw | of vertx-floor + raw | CPU of weir-no-log | rate of weir | errors | missing |
      | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
      """;

  private final BenchOptions options;
  private final List<Measurement> all;

  Report(BenchOptions options, List<Measurement> all) {
    this.options = options;
    this.all = all;
  }

  String markdown() {
    var page = new StringBuilder(HEAD);
    var rows = new LinkedHashSet<Row>();
    all.forEach(measurement -> rows.add(measurement.row()));
    rows.forEach(row -> page.append(line(row)));
    return page.append('\n').append(method()).toString();
  }

  private String line(Row row) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,.0f | %.1f (%s) | %.0f %% | %.2f | %.2f | %s | %s | %s | %s | %,d | %,d |%n",
        row.subject(),
        row.load(),
        median(row, measured -> measured.load().perSecond()),
        median(row, Measurement::cpuMicrosPerMessage),
        spread(of(row)),
        100 * median(row, measured -> measured.cpu().compilerShare()),
        median(row, measured -> measured.load().p50Millis()),
        median(row, measured -> measured.load().p99Millis()),
        ratio(row, Subject.NETTY_FLOOR),
        ratio(row, Subject.VERTX_FLOOR),
        of(row, Subject.WEIR_NO_LOG, Measurement::cpuMicrosPerMessage),
        of(row, Subject.WEIR, measured -> measured.load().perSecond()),
        of(row).stream().mapToLong(measured -> measured.load().errors()).sum(),
        of(row).stream().mapToLong(measured -> measured.effect().missing()).sum());
  }

  private double median(Row row, ToDoubleFunction<Measurement> figure) {
    return median(of(row).stream().mapToDouble(figure).toArray());
  }

  static String spread(List<Measurement> measured) {
    var figures =
        measured.stream().mapToDouble(Measurement::cpuMicrosPerMessage).summaryStatistics();
    return String.format(Locale.ROOT, "%.1f–%.1f", figures.getMin(), figures.getMax());
  }

  /// The median of the ratios within the rounds, which is steadier than the ratio of the medians.
  private String ratio(Row row, Subject floor) {
    var ratios = new ArrayList<Double>();
    for (var measured : of(row)) {
      double sum =
          in(measured.round(), new Row(floor.word(), "any"))
              + in(
                  measured.round(), new Row(Subject.RAW_PRODUCER.word(), "paced as " + row.load()));
      if (!Double.isNaN(sum)) {
        ratios.add(measured.cpuMicrosPerMessage() / sum);
      }
    }
    if (ratios.isEmpty()) {
      return "–";
    }
    double median = median(ratios.stream().mapToDouble(Double::doubleValue).toArray());
    return String.format(Locale.ROOT, "%.2f", median);
  }

  /// The median of a figure over another subject's at the same load in the same round.
  private String of(Row row, Subject other, ToDoubleFunction<Measurement> figure) {
    var ratios =
        of(row).stream()
            .flatMapToDouble(measured ->
                of(new Row(other.word(), row.load())).stream()
                    .filter(base -> base.round() == measured.round())
                    .mapToDouble(
                        base -> figure.applyAsDouble(measured) / figure.applyAsDouble(base)))
            .toArray();
    return ratios.length == 0 ? "–" : String.format(Locale.ROOT, "%.2f", median(ratios));
  }

  private double in(int round, Row row) {
    return of(row).stream()
        .filter(measured -> measured.round() == round)
        .mapToDouble(Measurement::cpuMicrosPerMessage)
        .findFirst()
        .orElse(Double.NaN);
  }

  private List<Measurement> of(Row row) {
    return all.stream().filter(measured -> measured.row().equals(row)).toList();
  }

  static double median(double... figures) {
    var sorted = Arrays.stream(figures).sorted().toArray();
    int half = sorted.length / 2;
    return IntStream.of((sorted.length - 1) / 2, half)
        .mapToDouble(i -> sorted[i])
        .average()
        .orElse(0);
  }

  private String method() {
    return String.format(
        Locale.ROOT,
        """
        Method: medians of %d interleaved rounds; every subject is a fresh JVM (%s) in every round, \
        measured for %d s after a warm-up of %d to %d s, until the JIT compiler rests. CPU is utime + stime of the subject's process from \
        /proc, from the first request of the window until all that was accepted is in Kafka, divided by \
        the accepted messages; JIT is the compiler threads' part of it; load and broker are processes of their own and do not count. Load: a closed \
        loop of %s keep-alive connections with %s request(s) in progress on each, POST /push with one \
        record of %s bytes. The floors answer a constant without reading the body; the raw producer \
        (acks=all, idempotent, linger %s) sends the same values, paced to the rate that the gateway reached \
        in the same round; a ratio is a row's CPU divided by floor plus paced producer of its own round, \
        and the column holds the median of these. Topic: %d partitions on one broker. Machine: %d CPUs, \
        shared by all processes, so believe ratios and not rates; %s %s, Java %s. \
        Differences below about 15 %% are noise unless min–max says otherwise.
        """,
        options.rounds(),
        String.join(" ", options.jvm()),
        options.window().toSeconds(),
        options.warmup().toSeconds(),
        options.warmupMax().toSeconds(),
        options.text("connections"),
        options.text("depth"),
        options.text("value-bytes"),
        options.lingerMillis().isEmpty() ? "as Kafka has it" : options.lingerMillis() + " ms",
        options.partitions(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.version());
  }
}
