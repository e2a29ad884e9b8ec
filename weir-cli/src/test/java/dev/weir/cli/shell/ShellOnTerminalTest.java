package dev.weir.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.Ran;
import dev.weir.cli.WeirProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The shell on a pseudo-terminal, which Python brings: `src/test/python/shell.py` types and looks.
@Timeout(600)
final class ShellOnTerminalTest {
  private static final Path PYTHON =
      Path.of(System.getProperty("weir.root"), "weir-cli", "src", "test", "python");

  @TempDir private Path folder;

  @Test
  void somebody_types_completes_recalls_interrupts_and_leaves() throws Exception {
    needPython();
    try (var broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.resolve("kafka")))) {
      var servers = broker.bootstrapServers();
      Ran.weir("topics", "create", "rides", "-b", servers, "--timeout=30s");
      contexts(servers);

      var typed = typed("-x", "dev");

      assertThat(typed).endsWith("all was shown\n");
      var history = folder.resolve("weir/history");
      assertThat(Files.readString(history)).contains("topics").doesNotContain("hidden");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
          .isEqualTo("rw-------");
    }
  }

  private void contexts(String servers) throws Exception {
    Files.createDirectories(folder.resolve("weir"));
    Files.writeString(
        folder.resolve("weir/contexts.yaml"),
        """
        contexts:
          dev: { bootstrap: "%1$s" }
          prod: { bootstrap: "%1$s", color: red, read-only: true }
        """
            .formatted(servers));
  }

  private String typed(String... options) throws Exception {
    var line = new ArrayList<>(List.of("python3", PYTHON.resolve("shell.py").toString()));
    line.add(folder.toString());
    line.addAll(
        WeirProcess.line(
            Stream.concat(Stream.of("shell"), Stream.of(options)).toArray(String[]::new)));
    // Java cannot tell whether it is on a terminal: the script would.
    var main = line.indexOf("-cp");
    for (var stream : List.of("stdin", "stdout", "stderr")) {
      line.add(main, "-Dweir.terminal.%s=true".formatted(stream));
    }
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("XDG_STATE_HOME", folder.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("TERM", "xterm-256color");
    var process = builder.start();
    var said = process.inputReader().readAllAsString();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private static void needPython() {
    var found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "python3")));
    if (!found && !"required".equals(System.getenv("TESTS_FOREIGN"))) {
      abort("left out: python3 was not found. Install it: apt-get install python3");
    }
  }
}
