package dev.weir.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `weir wal requeue`: dead letters are sent again.
@Command(
    name = "requeue",
    description = {
      "Send dead letters again, behind all that waits.",
      "",
      "Without a running gateway they are sent after its next start."
    },
    footer = {"", "Example: weir wal requeue --dead --sequence 17 18"})
final class WalRequeueCommand implements Callable<Integer> {
  @ParentCommand private WalCommand wal = new WalCommand();
  @Mixin private Verbosity verbosity = new Verbosity();
  @Mixin private Logs logs = new Logs();
  @Mixin private Selection selection = new Selection();

  @Override
  public Integer call() {
    verbosity.logAsCommand();
    var count = logs.deadLetters().requeue(logs.sink(), selection.chosen());
    wal.main().say("%d dead letters are sent again.".formatted(count));
    return selection.found(count);
  }
}
