package dev.weir.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Durations, counted by bucket. Any thread.
public final class Histogram implements Metric {
  private final String name;
  private final String help;
  private final List<Label> labels;
  private final Scale scale;
  private final LongAdder[] counts;
  private final LongAdder nanosSum = new LongAdder();

  Histogram(String name, String help, Scale scale, List<Label> labels) {
    this.name = name;
    this.help = help;
    this.scale = scale;
    this.labels = labels;
    this.counts =
        Stream.generate(LongAdder::new)
            .limit(scale.boundsNanos().length + 1)
            .toArray(LongAdder[]::new);
  }

  /// Hot.
  public void observe(long nanos) {
    counts[bucket(nanos)].increment();
    nanosSum.add(nanos);
  }

  /// The first bucket whose bound is not below the duration.
  private int bucket(long nanos) {
    var found = Arrays.binarySearch(scale.boundsNanos(), nanos);
    return found < 0 ? -found - 1 : found;
  }

  /// Upper bounds in the scale's unit; the bucket behind the last has none.
  public double[] bounds() {
    return LongStream.of(scale.boundsNanos()).mapToDouble(this::inUnits).toArray();
  }

  /// How many fell into each bucket alone, the unbounded one last.
  public long[] counts() {
    return Stream.of(counts).mapToLong(LongAdder::sum).toArray();
  }

  /// In the scale's unit.
  public double sum() {
    return inUnits(nanosSum.sum());
  }

  private double inUnits(long nanos) {
    return nanos / scale.unitNanos();
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
