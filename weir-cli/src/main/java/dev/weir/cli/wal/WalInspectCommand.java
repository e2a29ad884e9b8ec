package dev.weir.cli.wal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `weir wal inspect`: the messages of one log that wait.
@Command(
    name = "inspect",
    description = "Show the messages that wait in a log, oldest first.",
    footer = {"", "Example: weir wal inspect --dead -n 20"})
final class WalInspectCommand extends Inspecting {
  @Option(names = "--dead", description = "The dead letters, with the reason.")
  private boolean dead;

  @Override
  boolean dead() {
    return dead;
  }
}
