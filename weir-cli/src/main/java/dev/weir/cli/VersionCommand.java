package dev.weir.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `weir version`, for those who do not think of `--version`.
@Command(name = "version", description = "Show the version.")
final class VersionCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();
  @Mixin private Verbosity verbosity = new Verbosity();

  @Override
  public Integer call() throws IOException {
    verbosity.logAsCommand();
    for (var line : new Version().getVersion()) main.out().line(line);
    main.out().flush();
    return ExitCode.OK;
  }
}
