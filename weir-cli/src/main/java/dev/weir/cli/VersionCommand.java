package dev.weir.cli;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir version`, for those who do not think of `--version`.
@Command(
    name = "version",
    description = "Show the version.",
    footer = {"", "Example: weir version"})
final class VersionCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();

  @Override
  public Integer call() {
    for (var line : new Version().getVersion()) io.out().line(line);
    io.out().flush();
    return ExitCode.OK;
  }
}
