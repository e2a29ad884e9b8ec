package dev.weir.gateway.api.live;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/// The process and its machine.
final class MachineChecks {
  private static final long FILES_MIN = 4_096;
  private static final int MANY_FILES = 80;
  private static final int MUCH_HEAP = 95;

  private MachineChecks() {}

  static void run(List<Check> checks) {
    var machine = Machine.now();
    checks.add(heap(machine.heap()));
    var files = Machine.files();
    if (files.limit() > 0) checks.add(files(files));
    checks.add(
        Check.fine(
            "Java",
            "%s of %s, %d processors%s"
                .formatted(
                    Runtime.version(),
                    System.getProperty("java.vendor"),
                    Runtime.getRuntime().availableProcessors(),
                    memory())));
  }

  private static String memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? ", %s of memory".formatted(Amount.bytes(system.getTotalMemorySize()))
        : "";
  }

  private static Check heap(Room heap) {
    var found =
        "%s of %s in use, garbage included"
            .formatted(Amount.bytes(heap.used()), Amount.bytes(heap.limit()));
    return heap.isOver(MUCH_HEAP)
        ? Check.stored("Heap", found, "If it stays so, raise -Xmx or lower limits.memory")
        : Check.fine("Heap", found);
  }

  private static Check files(Room files) {
    var found = "%,d files and sockets open, of %,d".formatted(files.used(), files.limit());
    var remedy =
        "Each connection takes one: raise it with 'ulimit -n 65536', or LimitNOFILE of systemd";
    if (files.isOver(MANY_FILES)) return Check.stored("Files", found, remedy);
    return files.limit() < FILES_MIN
        ? Check.stored("Files", found + ", which is few", remedy)
        : Check.fine("Files", found);
  }
}
