package dev.weir.cli.context;

import dev.weir.cli.contexts.ContextsFile;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir context use`.
@Command(
    name = "use",
    description = "Make a context the current one.",
    footer = {"", "Example: weir context use prod"})
final class ContextUseCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which.")
  private @Nullable String name;

  @Option(names = "--none", description = "Make none of them the current one.")
  private boolean none;

  @Override
  public Integer call() {
    if (none == (name != null)) {
      throw new Failure(
          ExitCode.USAGE,
          "Nothing was changed",
          "either a NAME or --none is needed",
          "'weir context list' lists the names.");
    }
    var contexts = ContextsFile.of(io.world());
    contexts.use(name);
    contexts.save();
    io.say(name == null ? "No context is current." : "Context %s is current.".formatted(name));
    return ExitCode.OK;
  }
}
