package dev.weir.cli.wal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir wal requeue --dead`, as `weir wal dead requeue`.
@Command(
    name = "requeue",
    description = {
      "Send dead letters again, behind all that waits.",
      "",
      "Without a running gateway they are sent after its next start."
    },
    footer = {"", "Example: weir wal requeue --dead --sequence 17 18"})
final class WalRequeueCommand extends Requeueing {
  @Mixin
  @SuppressWarnings("UnusedVariable") // it must be said, and says nothing more
  private DeadSaid dead = new DeadSaid();
}
