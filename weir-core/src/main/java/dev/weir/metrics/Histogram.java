package dev.weir.metrics;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// Durations, counted by bucket. Any thread.
///
/// The bounds double from 0.25 ms to 16 s and are the same for all, so that durations of different
/// places can be laid over one another.
public final class Histogram implements Metric {
  private static final long SMALLEST_NANOS = 250_000;
  private static final int BOUNDS = 17;

  private final String name;
  private final String help;
  private final List<Label> labels;
  private final LongAdder[] counts =
      Stream.generate(LongAdder::new).limit(BOUNDS + 1).toArray(LongAdder[]::new);
  private final LongAdder nanosSum = new LongAdder();

  Histogram(String name, String help, List<Label> labels) {
    this.name = name;
    this.help = help;
    this.labels = labels;
  }

  /// Hot.
  public void observe(long nanos) {
    counts[bucket(nanos)].increment();
    nanosSum.add(nanos);
  }

  /// The first bucket whose bound is not below the duration.
  private static int bucket(long nanos) {
    if (nanos <= SMALLEST_NANOS) return 0;
    var doublings = Long.SIZE - Long.numberOfLeadingZeros((nanos - 1) / SMALLEST_NANOS);
    return Math.min(doublings, BOUNDS);
  }

  /// Upper bounds in seconds; the bucket behind the last has none.
  public double[] boundsSeconds() {
    var bounds = new double[BOUNDS];
    for (var i = 0; i < BOUNDS; i++) bounds[i] = (SMALLEST_NANOS << i) / 1e9;
    return bounds;
  }

  /// How many fell into each bucket alone, the unbounded one last.
  public long[] counts() {
    return Stream.of(counts).mapToLong(LongAdder::sum).toArray();
  }

  public double sumSeconds() {
    return nanosSum.sum() / 1e9;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String help() {
    return help;
  }

  @Override
  public List<Label> labels() {
    return labels;
  }
}
