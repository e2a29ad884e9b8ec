package dev.weir.cli;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Stdout;
import dev.weir.cli.terminal.World;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir warm-up-short`: runs what people type most, for the JVM to remember which classes and
/// methods that needs. The `weir` script runs it to make the cache of short commands.
///
/// Each start sets up the whole cache, so what is rarely typed has no place here.
@Command(name = "warm-up-short", hidden = true, description = "Run short commands; then end.")
final class WarmUpShortCommand implements Callable<Integer> {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("topics", "create", "warm-up", "-p", "1"),
          List.of("produce", "warm-up"),
          List.of("topics"),
          List.of("topics", "-o", "name"),
          List.of("topics", "describe", "warm-up"),
          List.of("consume", "warm-up", "-n", "1"),
          List.of("consume", "warm-up", "-n", "1", "-o", "json"),
          List.of("groups"),
          List.of("--help"));

  @Mixin private Io io = new Io();

  @Parameters(paramLabel = "HOST:PORT", description = "A broker that runs.")
  private String address = "";

  @Override
  public Integer call() {
    for (var command : COMMANDS) {
      var line = new ArrayList<>(command);
      if (!line.contains("--help")) line.addAll(List.of("-b", address));
      var exitCode = new Main(silent()).execute(line.toArray(String[]::new));
      if (exitCode != ExitCode.OK) throw failed(command, exitCode);
    }
    return ExitCode.OK;
  }

  /// Where nobody reads.
  private World silent() {
    var world = io.world();
    return new World(
        new ByteArrayInputStream("1\n2\n".getBytes(StandardCharsets.US_ASCII)),
        new Stdout(OutputStream.nullOutputStream()),
        new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        world.env(),
        world.folder(),
        world.terminal(),
        world.stop());
  }

  private static Failure failed(List<String> command, int exitCode) {
    return new Failure(
        ExitCode.FAILED,
        "The warm-up failed",
        "'%s' ended with %d".formatted(String.join(" ", command), exitCode),
        "Starts are slower without it; nothing else is missing.");
  }
}
