package dev.weir.metrics;

import dev.weir.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Durations, counted by bucket. Any thread.
public final class Histogram implements Metric {
  private final String name;
  private final String help;
  private final List<Label> labels;
  private final Scale scale;
  private final LongAdder[] counts;
  private final LongAdder nanosSum = new LongAdder();

  /// The last one of each bucket that had any.
  private final AtomicReferenceArray<@Nullable Seen> seen;

  Histogram(String name, String help, Scale scale, List<Label> labels) {
    this.name = name;
    this.help = help;
    this.scale = scale;
    this.labels = labels;
    this.counts =
        Stream.generate(LongAdder::new)
            .limit(scale.boundsNanos().length + 1)
            .toArray(LongAdder[]::new);
    this.seen = new AtomicReferenceArray<>(counts.length);
  }

  /// One that was counted, and what it took, in the scale's unit.
  public record Seen(Trace trace, double value) {}

  /// Hot. The same, and where there is a trace of it, that stands for its bucket.
  public void observe(long nanos, @Nullable Trace trace) {
    observe(nanos);
    if (trace != null) seen.setRelease(bucket(nanos), new Seen(trace, inUnits(nanos)));
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

  /// Those that stand for their buckets, as far as there are any.
  public List<Seen> seen() {
    return IntStream.range(0, seen.length())
        .mapToObj(seen::getAcquire)
        .filter(Objects::nonNull)
        .toList();
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
