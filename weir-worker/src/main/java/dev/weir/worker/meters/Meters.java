package dev.weir.worker.meters;

import dev.weir.worker.Breaker;
import dev.weir.worker.Health;
import dev.weir.worker.Stats;
import dev.weir.worker.Worker;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// What [Worker#stats] and [Worker#health] say, as meters of Micrometer by the name of
/// `weir.worker.*`.
///
/// ```java
/// try (var worker = …; var meters = Meters.bind(worker, registry, "worker", "billing")) {
///   worker.run();
/// }
/// ```
///
/// All meters that are read within 100 ms tell of one moment. The meters of a partition come and go
/// with it. [#close] takes all of them out of the registry.
///
/// Times are meters each of their own kind: `…` counts and sums, `….histogram` counts what took at
/// most `le` seconds, for sums over many workers, and `….percentile` is the time that `phi` of the
/// last one to two minutes did not exceed, at most twice too high.
public final class Meters implements AutoCloseable {
  private static final double[] PERCENTILES = {0.5, 0.95, 0.99};

  private final MeterRegistry registry;
  private final Tags tags;
  private final Snapshots snapshots;
  private final PartitionMeters partitions;
  private final List<Meter> meters = new ArrayList<>();

  private Meters(Worker worker, MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
    partitions = new PartitionMeters(registry, tags);
    snapshots = new Snapshots(worker, registry.config().clock(), partitions);
  }

  /// Meters of that worker, from now on.
  ///
  /// @param tags names and values by turns, for all meters: without one of its own a second worker
  ///   of the same registry is not seen
  public static Meters bind(Worker worker, MeterRegistry registry, String... tags) {
    var meters = new Meters(worker, registry, Tags.of(tags));
    meters.levels();
    meters.counters();
    meters.states();
    meters.times("process.time", "What an attempt takes", Stats::processTime);
    meters.times("lane.wait", "What a message waits for its turn", Stats::laneWait);
    meters.times("age.at.start", "How old a message is at its first attempt", Stats::ageAtStart);
    meters.snapshots.take();
    return meters;
  }

  @Override
  public void close() {
    meters.forEach(registry::remove);
    meters.clear();
    snapshots.close();
  }

  private void levels() {
    gauge("in.progress", "Attempts under way", Stats::inProgress);
    gauge("buffered.records", "Records held", Stats::buffered);
    gauge("buffered.bytes", "Bytes of the records held", Stats::bufferedBytes);
    gauge("lanes", "Keys that records are held of", Stats::lanes);
    gauge("partitions", "Partitions assigned", stats -> stats.partitions().size());
    gauge("partitions.paused", "Partitions of which no more is fetched for now", Meters::paused);
  }

  private void counters() {
    counter("attempts", "Attempts begun", Stats::attempts);
    counter("done", "Messages processed", Stats::done);
    counter("skipped", "Messages that needed no processing", Stats::skipped);
    counter("failed", "Attempts that failed", Stats::failed);
    counter("retries", "Attempts that were not the first of their message", Stats::retries);
    counter("dead.lettered", "Messages copied to the dead letters", Stats::deadLettered);
    counter("deferred", "Messages copied to a retry topic", Stats::deferred);
    counter("dropped", "Messages exhausted and dropped", Stats::dropped);
    counter("timeouts", "Attempts interrupted as their time was over", Stats::timeouts);
    counter("late.ignored", "Answers that came too late", Stats::lateIgnored);
    counter("commits", "Commits made", Stats::commits);
    counter("commit.failures", "Commits that failed", Stats::commitFailures);
    counter("rebalances", "Changes of the assignment", Stats::rebalances);
    counter("listener.failures", "Exceptions of listeners", Stats::listenerFailures);
  }

  private void states() {
    for (var state : Breaker.State.values()) {
      state("breaker", state, () -> snapshots.stats().breaker() == state);
    }
    for (var level : Level.values()) {
      state("health", level, () -> Level.of(snapshots.health()) == level);
    }
  }

  private void times(String name, String what, Function<Stats, Stats.Times> times) {
    var full = "weir.worker." + name;
    meters.add(
        FunctionTimer.builder(
                full,
                snapshots,
                it -> times.apply(snapshots.stats()).count(),
                it -> times.apply(snapshots.stats()).seconds(),
                TimeUnit.SECONDS)
            .tags(tags)
            .description(what)
            .register(registry));
    for (var bucket = 0; bucket < Stats.Times.BUCKETS; bucket += 2) {
      var last = bucket;
      var le = String.valueOf(Stats.Times.boundMicros(bucket) / 1e6);
      counter(name + ".histogram", what, tags.and("le", le), it -> upTo(times.apply(it), last));
    }
    counter(name + ".histogram", what, tags.and("le", "+Inf"), it -> times.apply(it).count());
    for (var phi : PERCENTILES) {
      meters.add(
          Gauge.builder(full + ".percentile", () -> snapshots.recent(times).quantileSeconds(phi))
              .tags(tags.and("phi", String.valueOf(phi)))
              .description(what)
              .baseUnit("seconds")
              .register(registry));
    }
  }

  private void gauge(String name, String what, ToDoubleFunction<Stats> value) {
    meters.add(
        Gauge.builder("weir.worker." + name, () -> value.applyAsDouble(snapshots.stats()))
            .tags(tags)
            .description(what)
            .register(registry));
  }

  private void counter(String name, String what, ToDoubleFunction<Stats> value) {
    counter(name, what, tags, value);
  }

  /// A registry holds the object of such a meter weakly, and its function strongly: so the function
  /// goes by `this`, and what the user does with it, does not matter.
  private void counter(String name, String what, Tags all, ToDoubleFunction<Stats> value) {
    ToDoubleFunction<Snapshots> count = any -> value.applyAsDouble(snapshots.stats());
    meters.add(
        FunctionCounter.builder("weir.worker." + name, snapshots, count)
            .tags(all)
            .description(what)
            .register(registry));
  }

  private void state(String name, Enum<?> state, BooleanSupplier is) {
    meters.add(
        Gauge.builder("weir.worker." + name, () -> is.getAsBoolean() ? 1 : 0)
            .tags(tags.and("state", state.name().toLowerCase(Locale.ROOT)))
            .description("1 for the state that it is in, 0 for the others")
            .register(registry));
  }

  private static double upTo(Stats.Times times, int last) {
    var sum = 0L;
    for (var i = 0; i <= last; i++) sum += times.buckets()[i];
    return sum;
  }

  private static double paused(Stats stats) {
    return stats.partitions().values().stream().filter(Stats.PartitionStats::paused).count();
  }

  private enum Level {
    UP,
    DEGRADED,
    DOWN;

    static Level of(Health health) {
      return switch (health) {
        case Health.Up up -> UP;
        case Health.Degraded degraded -> DEGRADED;
        case Health.Down down -> DOWN;
      };
    }
  }
}
