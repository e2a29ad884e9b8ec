package dev.weir.gateway.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.weir.Build;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// How the process is doing, by the names that dashboards know.
final class ProcessFigures {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessFigures() {}

  static void register(Metrics metrics) {
    var build = Build.current();
    metrics.gauge(
        "weir_build_info",
        "The program that runs.",
        () -> 1,
        new Label("version", build.version()),
        new Label("commit", build.commit()),
        new Label("java", Runtime.version().toString()));
    times(metrics);
    files(metrics);
    metrics.gauge(
        "process_resident_memory_bytes",
        "Memory that the process takes of the machine; no number where the system does not tell.",
        ProcessFigures::residentBytes);
  }

  private static void times(Metrics metrics) {
    var runtime = ManagementFactory.getRuntimeMXBean();
    metrics.gauge(
        "process_start_time_seconds",
        "When the process began, in seconds since 1970.",
        () -> runtime.getStartTime() / MILLIS);
    metrics.gauge(
        "process_uptime_seconds", "How long the process runs.", () -> runtime.getUptime() / MILLIS);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      metrics.total(
          "process_cpu_seconds_total",
          "CPU time that the process used.",
          () -> system.getProcessCpuTime() / NANOS);
    }
    metrics.gauge(
        "process_cpus",
        "CPUs that the process may use.",
        () -> Runtime.getRuntime().availableProcessors());
  }

  private static void files(Metrics metrics) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      metrics.gauge(
          "process_open_fds", "Files and sockets open.", unix::getOpenFileDescriptorCount);
      metrics.gauge(
          "process_max_fds", "The most that may be open.", unix::getMaxFileDescriptorCount);
    }
  }

  /// A line such as `VmRSS: 123456 kB`.
  private static double residentBytes() {
    try (var lines = Files.lines(STATUS, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> 1_024 * Double.parseDouble(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN; // not Linux
    }
  }
}
