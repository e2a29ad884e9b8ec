package dev.weir.cli.load;

import java.time.Duration;

/// When a load counts: after it has warmed up, and until it is over. Times are those of
/// `System.nanoTime`.
public record Window(long beginNanos, long endNanos) {
  /// One that begins when a load that starts now has warmed up.
  public static Window after(Duration warmUp, Duration duration) {
    var begin = System.nanoTime() + warmUp.toNanos();
    return new Window(begin, begin + duration.toNanos());
  }

  public boolean holds(long nanos) {
    return nanos - beginNanos >= 0 && !isOver(nanos);
  }

  public boolean isOver(long nanos) {
    return nanos - endNanos >= 0;
  }

  public double seconds() {
    return (endNanos - beginNanos) / 1e9;
  }
}
