package dev.weir.cli.settings;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import dev.weir.config.ConfigException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir config check`: every problem at once, or what would listen where.
@Command(
    name = "check",
    description = "Check a configuration and start nothing; shows what would listen where.",
    footer = {
      "",
      "Ends with 0 when it can be used, 7 when it has problems, all of which are told; 3: no such"
          + " file.",
      "",
      "Example: weir config check weir.yaml"
    })
final class ConfigCheckCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Configured configured = new Configured();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    var file = configured.path();
    if (file != null && !Files.exists(file)) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "Nothing was checked",
          "there is no file " + file,
          "Name another, or none to check what is set without one.");
    }
    try {
      output.print(io, new Checked(List.of(), Places.of(configured.read())));
      return ExitCode.OK;
    } catch (ConfigException e) {
      output.print(io, new Checked(e.problems(), List.of()));
      io.say("%d problem%s.".formatted(e.problems().size(), e.problems().size() == 1 ? "" : "s"));
      return ExitCode.CHECK;
    }
  }
}
