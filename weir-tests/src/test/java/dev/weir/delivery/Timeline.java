package dev.weir.delivery;

import dev.weir.Clock;
import java.util.PriorityQueue;

/// Time that stands still but for the next event, and all that is going to happen. One thread.
final class Timeline implements Clock {
  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000 * MILLI;

  private record Event(long atNanos, long number, Runnable task) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      var byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();

  /// Done after each event.
  private final Runnable afterEach;

  private long nowNanos;
  private long number;

  Timeline(Runnable afterEach) {
    this.afterEach = afterEach;
  }

  @Override
  public long nanos() {
    return nowNanos;
  }

  void after(long nanos, Runnable task) {
    events.add(new Event(nowNanos + nanos, number++, task));
  }

  void run(long nanos) {
    runUntil(nowNanos + nanos);
  }

  void runUntil(long untilNanos) {
    for (var next = events.peek();
        next != null && next.atNanos <= untilNanos;
        next = events.peek()) {
      events.remove();
      nowNanos = next.atNanos;
      next.task.run();
      afterEach.run();
    }
    nowNanos = untilNanos;
  }
}
