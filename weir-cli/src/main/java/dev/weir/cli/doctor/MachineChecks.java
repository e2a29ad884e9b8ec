package dev.weir.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.weir.cli.settings.Configured;
import dev.weir.cli.terminal.World;
import dev.weir.cli.units.Amounts;
import dev.weir.config.ConfigException;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.net.OpenFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Whether a gateway could run here: the JVM, memory, files, its settings and its disk.
final class MachineChecks {
  private static final long MEMORY_MIN_BYTES = 512L << 20;
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");

  private final World world;

  MachineChecks(World world) {
    this.world = world;
  }

  void run(List<Finding> findings) throws IOException {
    findings.add(java());
    findings.add(memory());
    try {
      var config = Configured.read(world, null, List.of());
      findings.add(files(config.limits().connections()));
      findings.add(Finding.ok("settings", "", "can be understood"));
      run(config, findings);
    } catch (ConfigException e) {
      findings.add(
          Finding.failed(
              "settings", "", String.valueOf(e.getMessage()).strip(), "Correct them there."));
    }
  }

  private void run(WeirConfig config, List<Finding> findings) throws IOException {
    var data = world.folder().resolve(config.data()).toAbsolutePath().normalize();
    findings.addAll(new PortChecks(config, data).run());
    var disk = new DiskChecks(data, world.folder().toAbsolutePath());
    findings.add(disk.space());
    findings.add(disk.sync());
  }

  private static Finding java() {
    return Finding.ok(
        "java",
        "",
        "%s of %s, %d processors"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                Runtime.getRuntime().availableProcessors()));
  }

  private static Finding memory() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var total = system.getTotalMemorySize();
    var available = Math.min(total, available(system.getFreeMemorySize()));
    var found = "%s of %s are free".formatted(Amounts.text(available), Amounts.text(total));
    if (available >= MEMORY_MIN_BYTES) return Finding.ok("memory", "", found);
    return Finding.warning(
        "memory", "", found, "A gateway wants 512 MiB: end something, or use another machine.");
  }

  /// What caches hold is free for those who need it, and only Linux tells how much that is.
  private static long available(long free) {
    try {
      var matcher = AVAILABLE.matcher(Files.readString(MEMORY));
      return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : free;
    } catch (IOException e) {
      return free;
    }
  }

  private static Finding files(int connections) {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
      return Finding.skipped("files", "", "this system has no such limit");
    }
    var limit = unix.getMaxFileDescriptorCount();
    var found = "%,d may be open at once".formatted(limit);
    if (new OpenFiles(limit).suffice(connections)) return Finding.ok("files", "", found);
    return Finding.warning(
        "files",
        "",
        "%s, and limits.connections is %,d".formatted(found, connections),
        "Each connection takes one: raise it with 'ulimit -n 65536', or LimitNOFILE of systemd; or"
            + " lower limits.connections to what you need.");
  }
}
