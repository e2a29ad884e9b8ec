package dev.weir.tests.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The figures of the runs, one line each, for people.
final class Result {
  private static final Path FILE = Path.of("target", "faults.txt");

  private Result() {}

  static void of(String test, String figures) throws IOException {
    var line = "%-4s %s%n".formatted(test, figures);
    Files.createDirectories(FILE.getParent());
    Files.writeString(
        FILE, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
