package dev.weir.cli.wal;

import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir wal status`: a line for each log.
@Command(
    name = "status",
    description = "Show each log: files, messages that wait, bytes, dead letters, state.",
    footer = {"", "Example: weir wal status"})
final class WalStatusCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Logs logs = new Logs();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    return new LogListing(logs).print(io, output, false);
  }
}
