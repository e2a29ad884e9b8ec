package dev.weir.metrics;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// A number that only grows. Any thread.
public final class Counter implements Metric {
  private final String name;
  private final String help;
  private final List<Label> labels;
  private final LongAdder sum = new LongAdder();

  Counter(String name, String help, List<Label> labels) {
    this.name = name;
    this.help = help;
    this.labels = labels;
  }

  public void add(long count) {
    sum.add(count);
  }

  public long sum() {
    return sum.sum();
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
