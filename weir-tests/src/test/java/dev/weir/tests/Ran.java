package dev.weir.tests;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A command of the system that has run, for at most two minutes.
record Ran(int exitCode, String output) {
  private static final long SECONDS_MAX = 120;

  /// Whether there is such a program.
  static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static Ran of(String... command) throws IOException, InterruptedException {
    var output = Files.createTempFile("weir-ran", ".txt");
    var process =
        new ProcessBuilder(command)
            .directory(Page.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "%s did not end in %d s".formatted(String.join(" ", command), SECONDS_MAX));
      }
      return new Ran(process.exitValue(), Files.readString(output));
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
