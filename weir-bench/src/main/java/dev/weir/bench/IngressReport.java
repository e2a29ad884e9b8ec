package dev.weir.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The medians of all rounds, one line a way.
record IngressReport(BenchOptions options, List<Way> ways, List<Measurement> all) {
  private static final String HEAD =
      """
      | way | accepted/s | in Kafka/s | CPU-µs per message (min–max) | JIT | p50, p99 ms | peak MiB | errors | missing | measured before, elsewhere |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
      """;

  String markdown() {
    var page = new StringBuilder(HEAD);
    ways.forEach(way -> page.append(line(way)));
    return page.append('\n').append(method()).toString();
  }

  private String line(Way way) {
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %,.0f | %.1f (%s) | %.0f %% | %.1f, %.1f | %,.0f | %,d | %,d | %s |%n",
        way.word(),
        median(way, measured -> measured.load().perSecond()),
        median(way, measured -> measured.effect().perSecond()),
        median(way, Measurement::cpuMicrosPerMessage),
        spread(way),
        100 * median(way, measured -> measured.cpu().compilerShare()),
        median(way, measured -> measured.load().p50Millis()),
        median(way, measured -> measured.load().p99Millis()),
        median(way, measured -> measured.effect().peakMib()),
        of(way).stream().mapToLong(measured -> measured.load().errors()).sum(),
        of(way).stream().mapToLong(measured -> measured.effect().missing()).sum(),
        way.before.isEmpty() ? "–" : way.before);
  }

  private List<Measurement> of(Way way) {
    return all.stream().filter(one -> one.row().equals(IngressRounds.row(way))).toList();
  }

  private double median(Way way, ToDoubleFunction<Measurement> figure) {
    return Report.median(of(way).stream().mapToDouble(figure).toArray());
  }

  private String spread(Way way) {
    return Report.spread(of(way));
  }

  private String method() {
    return String.format(
        Locale.ROOT,
        """
        Medians of %d interleaved rounds; every subject is a fresh JVM (%s) in every round, measured \
        for %d s after a warm-up of %d to %d s. CPU: utime + stime of the subject's process, until all \
        that was accepted is in Kafka, over what was accepted; JIT is the compiler's part of it. Load \
        and broker are processes of their own on the same %d CPUs, so believe ratios within a run and \
        not rates. HTTP: a closed loop of %s connections; gRPC: 8 streams with 1,000 messages in \
        flight each; frames: 8 connections, 32 frames a write, where acknowledged 1,000 in flight \
        each. Without answers, frames are accepted when the socket took them, and have no latency. \
        The gateway is as it comes: it answers `journal`, to frames without answers `memory`, and to \
        requests that wait `kafka`. Producer: acks=all, idempotent.
        """,
        options.rounds(),
        String.join(" ", options.jvm()),
        options.window().toSeconds(),
        options.warmup().toSeconds(),
        options.warmupMax().toSeconds(),
        Runtime.getRuntime().availableProcessors(),
        options.text("connections"));
  }
}
