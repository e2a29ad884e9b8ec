package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The most memory that a process has had, as Linux counts it: `VmHWM` of `/proc/PID/status`.
final class PeakMemory {
  private static final String NAME = "VmHWM:";

  private PeakMemory() {}

  /// 0 for a process that has ended.
  static long mib(long pid) {
    try {
      return mib(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
    } catch (IOException e) {
      return 0;
    }
  }

  /// From the text of the file; it counts in kB, which are KiB.
  static long mib(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(NAME))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
        .findFirst()
        .orElse(0);
  }
}
