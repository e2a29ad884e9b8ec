package dev.weir.bench;

import dev.weir.bench.Measurement.Effect;
import dev.weir.bench.Measurement.Row;
import java.time.Duration;

/// Warms a subject up and measures it once.
///
/// A window ends when all that was accepted is in Kafka: what a gateway still owes is part of its
/// cost.
final class Window {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration ARRIVAL = Duration.ofSeconds(15);
  private static final Duration SLICE = Duration.ofSeconds(2);

  /// The part of a slice's CPU below which a subject counts as warm.
  private static final double COMPILING_MAX = 0.03;

  private final BenchOptions options;
  private final Topics topics;
  private final Cast cast;

  Window(BenchOptions options, Topics topics, Cast cast) {
    this.options = options;
    this.topics = topics;
    this.cast = cast;
  }

  /// `measured` pays, `driver` makes it work, `topic` holds what arrived; it is empty for what
  /// sends nothing to Kafka.
  record Cast(Child measured, Child driver, String topic) {}

  /// @param pace what the driver wants to know beside the seconds
  Measurement measure(Row row, String pace, int round) {
    warmUp(pace);
    var before = arrived();
    var cpuBefore = cast.measured().cpu();
    var begunNanos = System.nanoTime();
    var result = run(options.window(), pace);
    var perSecond = (arrived() - before) * 1e9 / (System.nanoTime() - begunNanos);
    var cpu = cast.measured().cpu().minus(cpuBefore);
    var missing = cast.topic().isEmpty() ? 0 : before + result.accepted() - arrived();
    var effect = new Effect(missing, perSecond, cast.measured().peakMemoryMib());
    return new Measurement(round, row, result, cpu, effect);
  }

  private long arrived() {
    return cast.topic().isEmpty() ? 0 : topics.count(cast.topic());
  }

  /// As long as asked, and then on while the JIT compiler is still at it: on a busy machine it
  /// needs longer, and a fixed time would measure it with some subjects and not with others.
  private void warmUp(String pace) {
    run(options.warmup(), pace);
    var spent = options.warmup();
    double compiling = 1;
    while (compiling > COMPILING_MAX && spent.compareTo(options.warmupMax()) < 0) {
      var before = cast.measured().cpu();
      run(SLICE, pace);
      compiling = cast.measured().cpu().minus(before).compilerShare();
      spent = spent.plus(SLICE);
    }
  }

  private LoadResult run(Duration length, String pace) {
    var before = arrived();
    var answer = cast.driver().ask(length.toSeconds() + pace, length.plus(GRACE));
    var result = LoadResult.parse(answer);
    if (!cast.topic().isEmpty()) {
      topics.awaitCount(cast.topic(), before + result.accepted(), ARRIVAL);
    }
    return result;
  }
}
