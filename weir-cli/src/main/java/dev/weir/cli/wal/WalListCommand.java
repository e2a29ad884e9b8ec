package dev.weir.cli.wal;

import picocli.CommandLine.Command;

/// `weir wal list`: a line for each log, as `status`; with a filter, the messages as `inspect`.
@Command(
    name = "list",
    description = {
      "List the logs as 'status' does; with --topic or --from, the messages that wait.",
      "",
      "With --reason it is the dead letters of that reason."
    },
    footer = {"", "Example: weir wal list --topic rides"})
final class WalListCommand extends Inspecting {
  @Override
  boolean dead() {
    return filter().isOfDead();
  }

  @Override
  public Integer call() {
    return filter().isGiven() ? super.call() : new LogListing(logs()).print(io(), output(), json());
  }
}
