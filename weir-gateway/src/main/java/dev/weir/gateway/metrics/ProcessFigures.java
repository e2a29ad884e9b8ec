package dev.weir.gateway.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.weir.metrics.Metrics;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/// How the process itself is doing, by the names that dashboards know.
final class ProcessFigures {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private ProcessFigures() {}

  static void register(Metrics metrics) {
    var memory = ManagementFactory.getMemoryMXBean();
    metrics.gauge(
        "jvm_memory_heap_used_bytes",
        "Heap in use, garbage included.",
        () -> memory.getHeapMemoryUsage().getUsed());
    metrics.gauge(
        "jvm_memory_heap_max_bytes",
        "The most that the heap may grow to.",
        () -> memory.getHeapMemoryUsage().getMax());
    metrics.gauge(
        "jvm_gc_seconds", "Time spent collecting garbage.", ProcessFigures::collectingSeconds);
    var threads = ManagementFactory.getThreadMXBean();
    metrics.gauge("jvm_threads", "Platform threads.", threads::getThreadCount);
    var runtime = ManagementFactory.getRuntimeMXBean();
    metrics.gauge(
        "process_start_time_seconds",
        "When the process began, in seconds since 1970.",
        () -> runtime.getStartTime() / MILLIS);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      metrics.gauge(
          "process_cpu_seconds", "CPU time used.", () -> system.getProcessCpuTime() / NANOS);
    }
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      metrics.gauge(
          "process_open_fds", "Files and sockets open.", unix::getOpenFileDescriptorCount);
      metrics.gauge(
          "process_max_fds", "The most that may be open.", unix::getMaxFileDescriptorCount);
    }
  }

  private static double collectingSeconds() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum()
        / MILLIS;
  }
}
