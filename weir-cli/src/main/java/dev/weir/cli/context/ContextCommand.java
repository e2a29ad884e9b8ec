package dev.weir.cli.context;

import dev.weir.cli.contexts.ContextsFile;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import dev.weir.cli.terminal.Subcommands;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir context`: names for clusters; alone it lists them.
@Command(
    name = "context",
    description = "Name clusters, and choose between them; alone it lists them.",
    footer = {
      "",
      "A command takes the first of: -b, WEIR_BOOTSTRAP, -x, WEIR_CONTEXT, the .weir.yaml of the"
          + " project, the current context, the 'weir up' of this folder, 127.0.0.1:9092.",
      "They are kept in $XDG_CONFIG_HOME/weir/contexts.yaml (else below ~/.config).",
      "",
      "Example: weir context add local -b 127.0.0.1:9092 --use"
    })
@Subcommands({
  ContextAddCommand.class,
  ContextUseCommand.class,
  ContextListCommand.class,
  ContextShowCommand.class,
  ContextEditCommand.class,
  ContextRemoveCommand.class,
  ContextTestCommand.class,
  ContextImportCommand.class
})
public final class ContextCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    output.print(io, ContextListCommand.listing(ContextsFile.of(io.world())));
    return ExitCode.OK;
  }
}
