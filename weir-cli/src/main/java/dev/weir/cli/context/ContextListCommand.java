package dev.weir.cli.context;

import dev.weir.cli.contexts.ContextsFile;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir context list`.
@Command(
    name = "list",
    description = "List the contexts; the current one has a star.",
    footer = {"", "Example: weir context list -o name"})
final class ContextListCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    output.print(io, listing(ContextsFile.of(io.world())));
    return ExitCode.OK;
  }

  static Listing listing(ContextsFile file) {
    var listing =
        Listing.of("name", "current", "bootstrap", "gateway", "username", "color", "readOnly");
    for (var name : file.names()) {
      var context = file.context(name);
      var current = name.equals(file.current());
      var login = context.login();
      listing.row(
          name,
          new Listing.Cell(current, current ? "*" : ""),
          context.bootstrap(),
          context.gateway(),
          login == null ? null : login.username(),
          context.color(),
          new Listing.Cell(context.readOnly(), context.readOnly() ? "yes" : "no"));
    }
    return listing;
  }
}
