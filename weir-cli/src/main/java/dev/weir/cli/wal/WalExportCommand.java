package dev.weir.cli.wal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `weir wal export`: the messages that wait, whole.
@Command(
    name = "export",
    description = {
      "Write the messages that wait to a file, whole, an object of JSON a line.",
      "",
      "The log stays as it is. 'weir replay' can send what was written."
    },
    footer = {"", "Example: weir wal export --dead dead.jsonl"})
final class WalExportCommand extends Exporting {
  @Option(names = "--dead", description = "The dead letters, with the reason.")
  private boolean dead;

  @Override
  boolean dead() {
    return dead;
  }
}
