package dev.weir.cli.doctor;

import dev.weir.cli.contexts.ContextsFile;
import dev.weir.cli.contexts.PrivateFile;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Whether the files with contexts and their secrets are their user's alone, and can be understood.
final class FileChecks {
  private static final String NAME = "contexts";

  private final World world;

  FileChecks(World world) {
    this.world = world;
  }

  void run(List<Finding> findings) throws IOException {
    var contexts = ContextsFile.of(world);
    var path = contexts.path();
    if (path == null || !Files.exists(path)) {
      findings.add(Finding.skipped(NAME, "", "there are none ('weir context add' adds one)"));
      return;
    }
    findings.add(contents(contexts, path));
    findings.add(mode("contexts", path));
    for (var secret : contexts.secretFiles(world)) {
      if (Files.exists(secret)) findings.add(mode("secret", secret));
    }
  }

  private static Finding contents(ContextsFile contexts, Path path) {
    try {
      contexts.check();
      return Finding.ok(
          NAME, path.toString(), "%d can be understood".formatted(contexts.names().size()));
    } catch (Failure e) {
      return Finding.failed(NAME, "", String.valueOf(e.getMessage()), "");
    }
  }

  private static Finding mode(String check, Path path) throws IOException {
    if (!PrivateFile.isOpen(path)) {
      return Finding.ok(check, path.toString(), "readable by its user alone");
    }
    return Finding.warning(
        check, path.toString(), "readable by others", "Run: chmod 600 %s".formatted(path));
  }
}
