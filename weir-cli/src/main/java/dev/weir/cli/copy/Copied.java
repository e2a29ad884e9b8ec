package dev.weir.cli.copy;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// `FILE.weir-copied`: how much of a file Kafka has. A line for each topic that it was copied to:
///
/// ```
/// BYTES LINES TOPIC@CLUSTER
/// ```
///
/// Bytes are counted unpacked.
///
/// @param target `TOPIC@CLUSTER`, by the cluster's id
record Copied(Path path, String target) {
  /// Behind the last line that Kafka has, with all before it.
  record Place(long bytes, long lines) {
    static final Place START = new Place(0, 0);
  }

  static Copied of(Path file, String target) {
    return new Copied(file.resolveSibling(file.getFileName() + ".weir-copied"), target);
  }

  Place place() {
    return lines().stream().filter(this::isOurs).findFirst().map(this::place).orElse(Place.START);
  }

  private Place place(String line) {
    var fields = line.split(" ", 3);
    try {
      return new Place(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
    } catch (NumberFormatException e) {
      throw failure("read", "it has the line '%s'".formatted(line), e);
    }
  }

  private boolean isOurs(String line) {
    var fields = line.split(" ", 3);
    return fields.length == 3 && fields[2].equals(target);
  }

  private List<String> lines() {
    if (!Files.exists(path)) return List.of();
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw failure("read", String.valueOf(e.getMessage()), e);
    }
  }

  /// Appears whole, or not at all.
  void keep(Place place) {
    var lines = new ArrayList<>(lines());
    lines.removeIf(this::isOurs);
    lines.add("%d %d %s".formatted(place.bytes(), place.lines(), target));
    var written = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.write(written, lines);
      Files.move(written, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failure("written", String.valueOf(e.getMessage()), e);
    }
  }

  private Failure failure(String what, String why, Exception cause) {
    return new Failure(
        ExitCode.FAILED,
        "%s cannot be %s".formatted(path, what),
        why,
        "It says how much of the file Kafka has; without it, the next copy begins anew.",
        cause);
  }
}
