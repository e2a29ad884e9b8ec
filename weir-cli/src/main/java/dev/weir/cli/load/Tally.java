package dev.weir.cli.load;

import dev.weir.cli.terminal.Progress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What became of a load: how much went through, how long each took, and what failed. Any thread.
///
/// What is done within the window makes the rate. Of what was **to be sent** within it the duration
/// counts, from the time it was to be sent and whenever it was done: so that a server that stands
/// still is not asked less, and measured better, for it.
public final class Tally {
  private static final int FAILURES_MAX = 20;

  private final Window window;
  private final @Nullable Progress progress;
  private final LongAdder messages = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder total = new LongAdder();
  private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
  private final Latencies latencies = new Latencies();

  /// Of the thread that made this.
  private long overNanos;

  /// @param progress is told of all; null where another tally tells
  public Tally(Window window, @Nullable Progress progress) {
    this.window = window;
    this.progress = progress;
    this.overNanos = window.endNanos();
  }

  public Window window() {
    return window;
  }

  /// So many messages, asked for in one go, were acknowledged now. Hot.
  public void done(long intendedNanos, int count, long size) {
    var nowNanos = System.nanoTime();
    if (window.holds(nowNanos)) {
      messages.add(count);
      bytes.add(size);
    }
    if (window.holds(intendedNanos)) latencies.record(nowNanos - intendedNanos);
    total.add(count);
    if (progress != null) progress.done(count, size);
  }

  /// So many messages will not be acknowledged.
  ///
  /// @param kind in two or three words, the same for all of that kind
  public void failed(int count, String kind, @Nullable Throwable cause) {
    failed.add(count);
    errors.computeIfAbsent(kind, _ -> new LongAdder()).add(count);
    if (cause != null) first.compareAndSet(null, cause);
    if (progress != null) progress.failed(count);
  }

  /// Acknowledged within the window.
  public long messages() {
    return messages.sum();
  }

  /// Acknowledged at any time.
  public long total() {
    return total.sum();
  }

  public double messagesPerSecond() {
    return messages.sum() / seconds();
  }

  public double bytesPerSecond() {
    return bytes.sum() / seconds();
  }

  /// To be said by who ends before the window does, when its last message is acknowledged.
  public void over() {
    overNanos = System.nanoTime();
  }

  private double seconds() {
    return window.isOver(overNanos)
        ? window.seconds()
        : Math.max(1, overNanos - window.beginNanos()) / 1e9;
  }

  public Latencies latencies() {
    return latencies;
  }

  /// From the first one on: also while it warmed up.
  public long failed() {
    return failed.sum();
  }

  /// Whether so much failed, and nothing went through, that this is no load but a fault.
  public boolean isFutile() {
    return failed() >= FAILURES_MAX && total() == 0;
  }

  public Map<String, Long> errors() {
    var sums = new TreeMap<String, Long>();
    errors.forEach((kind, count) -> sums.put(kind, count.sum()));
    return sums;
  }

  /// What failed first, if anything did and told why.
  public @Nullable Throwable firstError() {
    return first.get();
  }
}
