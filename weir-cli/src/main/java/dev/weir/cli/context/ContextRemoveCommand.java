package dev.weir.cli.context;

import dev.weir.cli.contexts.ContextsFile;
import dev.weir.cli.terminal.Confirm;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir context remove`.
@Command(
    name = "remove",
    aliases = {"rm", "delete"},
    description =
        "Forget contexts. The clusters are left as they are, and so are files with secrets.",
    footer = {"", "Example: weir context remove old --yes"})
final class ContextRemoveCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Confirm confirm = new Confirm();

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Which.")
  private List<String> names = List.of();

  @Override
  public Integer call() {
    var contexts = ContextsFile.of(io.world());
    names.forEach(contexts::remove);
    confirm.ask(
        io, "%s of %s is forgotten".formatted(String.join(", ", names), contexts.neededPath()));
    contexts.save();
    io.say("Removed: %s.".formatted(String.join(", ", names)));
    return ExitCode.OK;
  }
}
