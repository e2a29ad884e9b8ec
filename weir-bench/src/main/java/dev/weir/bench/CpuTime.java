package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The CPU time of a process, user and system, as the kernel counts it.
///
/// `compilerMicros` is the part of it that the JIT compiler's threads took: where that is not
/// small, the warm-up was too short. Read from `/proc`, so Linux only. The kernel's step is 10 ms:
/// over a window of some seconds that is far below the noise.
record CpuTime(long micros, long compilerMicros) {
  /// USER_HZ is 100 on every Linux that Java runs on; the true timer frequency does not show here.
  private static final long MICROS_PER_TICK = 10_000;

  // Fields 14 and 15 of the line; field 3, the state, is the first one behind the name.
  private static final int UTIME = 14 - 3;
  private static final int STIME = 15 - 3;

  /// Of the process and whatever it started, because a start script may not `exec` its JVM.
  static CpuTime of(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(each -> ofOne(Path.of("/proc", Long.toString(each.pid()))))
        .reduce(new CpuTime(0, 0), CpuTime::plus);
  }

  CpuTime plus(CpuTime other) {
    return new CpuTime(micros + other.micros, compilerMicros + other.compilerMicros);
  }

  CpuTime minus(CpuTime other) {
    return new CpuTime(micros - other.micros, compilerMicros - other.compilerMicros);
  }

  /// The compiler's part, 0 to 1.
  double compilerShare() {
    return (double) compilerMicros / Math.max(1, micros);
  }

  /// From one line of `/proc/PID/stat`. The name in it may hold blanks and brackets.
  static long micros(String stat) {
    var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) * MICROS_PER_TICK;
  }

  /// Whether the line is that of a thread of the JIT compiler.
  static boolean isCompiler(String stat) {
    return stat.contains("(C1 Compiler") || stat.contains("(C2 Compiler");
  }

  private static CpuTime ofOne(Path process) {
    long compiler =
        threads(process).stream()
            .map(CpuTime::stat)
            .filter(CpuTime::isCompiler)
            .mapToLong(CpuTime::micros)
            .sum();
    var stat = stat(process);
    return new CpuTime(stat.isEmpty() ? 0 : micros(stat), compiler);
  }

  private static List<Path> threads(Path process) {
    try (var threads = Files.list(process.resolve("task"))) {
      return threads.toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // it has ended; so has its line, which is read next
    }
  }

  /// Empty if the process or thread has ended since it was listed.
  private static String stat(Path task) {
    try {
      return Files.readString(task.resolve("stat"));
    } catch (IOException e) {
      return "";
    }
  }
}
