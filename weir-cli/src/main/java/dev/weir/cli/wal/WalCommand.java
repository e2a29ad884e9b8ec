package dev.weir.cli.wal;

import dev.weir.cli.terminal.Subcommands;
import picocli.CommandLine.Command;

/// `weir wal`: what waits in the logs, and what is done about dead letters.
@Command(
    name = "wal",
    description = {
      "Look into the logs of messages that wait, and see to dead letters.",
      "",
      "Looking needs no gateway and disturbs none. 'drop' and 'requeue' go through the gateway where"
          + " one runs, else they lock the log meanwhile."
    },
    footer = {
      "",
      "End with 0 when it was done; 1: damage was found, or it failed; 2: wrong usage, nothing was"
          + " done; 3: no such log or message; 5: the gateway did not answer.",
      "",
      "Example: weir wal status -c weir.yaml"
    })
@Subcommands({
  WalStatusCommand.class,
  WalListCommand.class,
  WalInspectCommand.class,
  WalShowCommand.class,
  WalDrainCommand.class,
  WalVerifyCommand.class,
  WalExportCommand.class,
  WalDeadCommand.class,
  WalRequeueCommand.class,
  WalDropCommand.class
})
public final class WalCommand {}
