package dev.weir.cli.wal;

import dev.weir.cli.terminal.Io;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// Dead letters are sent again.
sealed class Requeueing implements Callable<Integer>
    permits WalRequeueCommand, WalDeadCommand.Requeue {
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
