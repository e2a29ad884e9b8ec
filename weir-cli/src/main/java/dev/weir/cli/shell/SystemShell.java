package dev.weir.cli.shell;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.ReaderGone;
import dev.weir.cli.terminal.Stdout;
import dev.weir.cli.terminal.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;

/// Runs commands of the system's shell where we are. On a terminal they have it for themselves.
final class SystemShell {
  private final World world;

  SystemShell(World world) {
    this.world = world;
  }

  /// What writes to the input of such a command.
  interface Writing {
    /// Writes all of it.
    ///
    /// @return an exit code
    int to(Stdout input);
  }

  /// Runs a command to its end.
  ///
  /// @return its exit code
  int run(String command) throws InterruptedException {
    var builder = builder(command);
    builder.redirectInput(world.terminal().in() ? Redirect.INHERIT : Redirect.from(nothing()));
    return end(start(builder));
  }

  /// Runs a command that reads what another writes.
  ///
  /// @return the exit code of what writes, unless it was well or was not read to its end; then that
  ///   of the command
  int through(String command, Writing writing) throws InterruptedException {
    var process = start(builder(command).redirectInput(Redirect.PIPE));
    var out = world.terminal().out() ? null : Thread.startVirtualThread(() -> copy(process));
    var exitCode = ExitCode.OK;
    try (var input = process.getOutputStream()) {
      exitCode = writing.to(new Stdout(input));
    } catch (ReaderGone | IOException e) {
      exitCode = ExitCode.READER_GONE; // as `| head` does
    }
    if (out != null) out.join();
    var ended = process.waitFor();
    return exitCode == ExitCode.OK || exitCode == ExitCode.READER_GONE ? ended : exitCode;
  }

  private int end(Process process) throws InterruptedException {
    if (!world.terminal().out()) copy(process);
    return process.waitFor();
  }

  private static java.io.File nothing() {
    return new java.io.File("/dev/null");
  }

  private ProcessBuilder builder(String command) {
    var builder = new ProcessBuilder("sh", "-c", command).directory(world.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(world.env());
    if (world.terminal().out()) builder.redirectOutput(Redirect.INHERIT);
    if (world.terminal().err()) builder.redirectError(Redirect.INHERIT);
    else builder.redirectErrorStream(!world.terminal().out());
    return builder;
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILED,
          "The system's shell did not start",
          String.valueOf(e.getMessage()),
          "It is 'sh', and must be on the PATH.",
          e);
    }
  }

  private void copy(Process process) {
    try {
      process.getInputStream().transferTo(world.out());
      world.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
