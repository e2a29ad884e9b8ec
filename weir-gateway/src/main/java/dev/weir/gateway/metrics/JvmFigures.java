package dev.weir.gateway.metrics;

import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.function.Supplier;

/// How the virtual machine is doing, by the names that Prometheus' own library for Java has.
final class JvmFigures {
  private static final double MILLIS = 1e3;

  private JvmFigures() {}

  static void register(Metrics metrics) {
    var memory = ManagementFactory.getMemoryMXBean();
    area("heap", memory::getHeapMemoryUsage, metrics);
    area("nonheap", memory::getNonHeapMemoryUsage, metrics);
    ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
        .forEach(pool -> pool(pool, metrics));
    collectors(metrics);
    threads(metrics);
    classes(metrics);
    var runtime = ManagementFactory.getRuntimeMXBean();
    metrics.gauge(
        "jvm_runtime_info",
        "The virtual machine.",
        () -> 1,
        new Label("version", runtime.getVmVersion()),
        new Label("vendor", runtime.getVmVendor()),
        new Label("runtime", runtime.getVmName()));
  }

  private static void area(String name, Supplier<MemoryUsage> usage, Metrics metrics) {
    var area = new Label("area", name);
    metrics.gauge(
        "jvm_memory_used_bytes",
        "Memory of the JVM in use, garbage included.",
        () -> usage.get().getUsed(),
        area);
    metrics.gauge(
        "jvm_memory_committed_bytes",
        "Memory that the JVM has of the system.",
        () -> usage.get().getCommitted(),
        area);
    metrics.gauge(
        "jvm_memory_max_bytes",
        "The most that it may have, or -1 where nothing bounds it.",
        () -> usage.get().getMax(),
        area);
  }

  private static void pool(BufferPoolMXBean pool, Metrics metrics) {
    var label = new Label("pool", pool.getName());
    metrics.gauge(
        "jvm_buffer_pool_used_bytes",
        "Memory of buffers beside the heap, by kind.",
        pool::getMemoryUsed,
        label);
    metrics.gauge(
        "jvm_buffer_pool_used_buffers", "Buffers beside the heap, by kind.", pool::getCount, label);
  }

  private static void collectors(Metrics metrics) {
    for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      metrics.summary(
          "jvm_gc_collection_seconds",
          "Time spent collecting garbage, by collector.",
          collector::getCollectionCount,
          () -> collector.getCollectionTime() / MILLIS,
          new Label("gc", collector.getName()));
    }
  }

  private static void threads(Metrics metrics) {
    var threads = ManagementFactory.getThreadMXBean();
    metrics.gauge("jvm_threads_current", "Platform threads.", threads::getThreadCount);
    metrics.gauge("jvm_threads_peak", "The most there were.", threads::getPeakThreadCount);
    metrics.gauge(
        "jvm_threads_daemon",
        "Platform threads that hold up no end of the process.",
        threads::getDaemonThreadCount);
  }

  private static void classes(Metrics metrics) {
    var classes = ManagementFactory.getClassLoadingMXBean();
    metrics.gauge(
        "jvm_classes_currently_loaded", "Classes that are loaded.", classes::getLoadedClassCount);
    metrics.total(
        "jvm_classes_loaded_total",
        "Classes that were loaded since the start.",
        classes::getTotalLoadedClassCount);
  }
}
