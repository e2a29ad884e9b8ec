package dev.weir.cli.wal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir wal drop --dead`, as `weir wal dead drop`.
@Command(
    name = "drop",
    description = "Forget dead letters for good. Export them first, if in doubt.",
    footer = {"", "Example: weir wal drop --dead --all --yes"})
final class WalDropCommand extends Dropping {
  @Mixin
  @SuppressWarnings("UnusedVariable") // it must be said, and says nothing more
  private DeadSaid dead = new DeadSaid();
}
