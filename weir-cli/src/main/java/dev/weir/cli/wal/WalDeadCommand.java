package dev.weir.cli.wal;

import picocli.CommandLine.Command;

/// `weir wal dead`: what no sink will ever take.
@Command(
    name = "dead",
    description = {
      "See to dead letters: messages that their sink will never take.",
      "",
      "'drop' and 'requeue' go through the gateway where one runs, else they lock the log meanwhile."
    },
    subcommands = {
      WalDeadCommand.Letters.class,
      WalDeadCommand.Requeue.class,
      WalDeadCommand.Drop.class,
      WalDeadCommand.Export.class
    },
    footer = {"", "Example: weir wal dead list --reason too_large"})
final class WalDeadCommand {

  /// Each of them, with the reason.
  @Command(
      name = "list",
      description = "List dead letters with the reason, oldest first.",
      footer = {"", "Example: weir wal dead list --topic 'ri*'"})
  static final class Letters extends Inspecting {
    @Override
    boolean dead() {
      return true;
    }
  }

  /// Sends them again.
  @Command(
      name = "requeue",
      description = "Send dead letters again, behind all that waits.",
      footer = {"", "Example: weir wal dead requeue --sequence 17 18"})
  static final class Requeue extends Requeueing {}

  /// Forgets them.
  @Command(
      name = "drop",
      description = "Forget dead letters for good. Export them first, if in doubt.",
      footer = {"", "Example: weir wal dead drop --all"})
  static final class Drop extends Dropping {}

  /// Writes them to a file.
  @Command(
      name = "export",
      description = "Write dead letters to a file, whole, an object of JSON a line.",
      footer = {"", "Example: weir wal dead export dead.jsonl"})
  static final class Export extends Exporting {
    @Override
    boolean dead() {
      return true;
    }
  }
}
