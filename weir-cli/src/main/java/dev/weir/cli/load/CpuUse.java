package dev.weir.cli.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The CPU that this process takes while a load runs: what is measured is Kafka only as long as we
/// are not the limit ourselves.
public final class CpuUse {
  private static final double BUSY = 0.9;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long beganNanos = System.nanoTime();
  private final Duration process = ofProcess();
  private final Map<Long, Long> threads = ofThreads();

  private CpuUse() {}

  public static CpuUse begin() {
    return new CpuUse();
  }

  /// What it was.
  ///
  /// @param cores how many this process kept busy
  /// @param busiest the share of a core that its busiest thread took, of 1
  public record Share(double cores, double busiest) {
    /// Whether a faster client might have measured more.
    public boolean isLimit() {
      return busiest > BUSY || cores > BUSY * Runtime.getRuntime().availableProcessors();
    }
  }

  public Share end() {
    var nanos = (double) Math.max(1, System.nanoTime() - beganNanos);
    var busiest = 0L;
    for (var thread : ofThreads().entrySet()) {
      busiest = Math.max(busiest, thread.getValue() - threads.getOrDefault(thread.getKey(), 0L));
    }
    return new Share(ofProcess().minus(process).toNanos() / nanos, busiest / nanos);
  }

  private static Duration ofProcess() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// Of those that live; threads of a load live until it is over.
  private static Map<Long, Long> ofThreads() {
    var times = new HashMap<Long, Long>();
    for (var thread : THREADS.getAllThreadIds()) {
      times.put(thread, Math.max(0, THREADS.getThreadCpuTime(thread)));
    }
    return times;
  }
}
