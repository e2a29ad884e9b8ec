package dev.weir.cli.size;

import dev.weir.cli.terminal.Io;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What the user's consumers do with a message besides reading it; usually that decides.
final class WorkOptions {
  @Option(
      names = "--work",
      paramLabel = "COMMAND",
      description =
          "With --measure: a command that reads messages as lines, as your consumer would.")
  private @Nullable String command;

  @Option(
      names = "--work-time",
      paramLabel = "DURATION",
      description = "With --measure: how long your consumer works on a message, such as 3ms.")
  private @Nullable Duration time;

  boolean given() {
    return command != null || time != null;
  }

  /// Only one of them makes sense.
  boolean both() {
    return command != null && time != null;
  }

  Work start(Io io, Duration atMost, BooleanSupplier stop) throws IOException {
    if (command != null) return WorkCommand.start(command, io.world().folder(), atMost);
    return time == null ? new Work.None() : new WorkTime(time, stop);
  }

  String text() {
    if (command != null) return "with the work of '%s'".formatted(command);
    return time == null ? "" : "with %d ms of work".formatted(time.toMillis());
  }
}
