package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The CPU time of a process, of all its threads, user and system, as the kernel counts it.
///
/// Read from `/proc/PID/stat`, so Linux only. The kernel's step is 10 ms: over a window of some
/// seconds that is far below the noise.
final class CpuTime {
  /// USER_HZ is 100 on every Linux that Java runs on; the true timer frequency does not show here.
  private static final long MICROS_PER_TICK = 10_000;

  // Fields 14 and 15 of the line; field 3, the state, is the first one behind the name.
  private static final int UTIME = 14 - 3;
  private static final int STIME = 15 - 3;

  private CpuTime() {}

  /// Of the process and whatever it started, because a start script may not `exec` its JVM.
  static long treeMicros(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToLong(ProcessHandle::pid)
        .map(CpuTime::micros)
        .sum();
  }

  /// From one line of `/proc/PID/stat`. The name in it may hold blanks and brackets.
  static long micros(String stat) {
    var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) * MICROS_PER_TICK;
  }

  private static long micros(long pid) {
    var file = Path.of("/proc", Long.toString(pid), "stat");
    try {
      return micros(Files.readString(file));
    } catch (NoSuchFileException e) {
      return 0; // ended between the listing and the reading
    } catch (IOException e) {
      throw new IllegalStateException("The CPU time in " + file + " could not be read", e);
    }
  }
}
