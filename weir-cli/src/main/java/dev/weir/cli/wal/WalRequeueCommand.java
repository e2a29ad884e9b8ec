package dev.weir.cli.wal;

import dev.weir.cli.terminal.Io;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir wal requeue`: dead letters are sent again.
@Command(
    name = "requeue",
    description = {
      "Send dead letters again, behind all that waits.",
      "",
      "Without a running gateway they are sent after its next start."
    },
    footer = {"", "Example: weir wal requeue --dead --sequence 17 18"})
public final class WalRequeueCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Logs logs = new Logs();
  @Mixin private Selection selection = new Selection();

  @Override
  public Integer call() {
    var count = logs.deadLetters().requeue(logs.sink(), selection.chosen());
    io.say("%d dead letters are sent again.".formatted(count));
    return selection.found(count);
  }
}
