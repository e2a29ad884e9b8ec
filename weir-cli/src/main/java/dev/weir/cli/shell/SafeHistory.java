package dev.weir.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jline.reader.impl.history.DefaultHistory;

/// What was typed before, without lines that may hold a secret, in a file that only its owner
/// reads.
final class SafeHistory extends DefaultHistory {
  private static final Pattern SECRET =
      Pattern.compile(
          "passw|secret|token|jaas|credential|(api|private|keystore).?key|bearer|user.?info"
              + "|://[^/\\s]*:[^/\\s]*@",
          Pattern.CASE_INSENSITIVE);

  /// Where it is kept; nowhere for somebody without a home.
  static Optional<Path> file(Map<String, String> env) {
    var state = env.getOrDefault("XDG_STATE_HOME", "");
    var home = env.getOrDefault("HOME", "");
    if (state.isEmpty() && home.isEmpty()) return Optional.empty();
    var folder = state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
    return Optional.of(folder.resolve("weir").resolve("history"));
  }

  /// Makes the file before anybody writes to it.
  static void prepare(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    if (Files.notExists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  static boolean mayHoldSecret(String line) {
    return SECRET.matcher(line).find();
  }

  @Override
  public void add(Instant time, String line) {
    if (!mayHoldSecret(line)) super.add(time, line);
  }
}
