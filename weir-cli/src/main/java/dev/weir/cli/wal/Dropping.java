package dev.weir.cli.wal;

import dev.weir.cli.terminal.Confirm;
import dev.weir.cli.terminal.Io;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Mixin;

/// Dead letters are forgotten.
sealed class Dropping implements Callable<Integer> permits WalDropCommand, WalDeadCommand.Drop {
  @Mixin private Io io = new Io();
  @Mixin private Logs logs = new Logs();
  @Mixin private Selection selection = new Selection();
  @Mixin private Confirm confirm = new Confirm();

  @Override
  public Integer call() {
    var sink = logs.sink();
    confirm.ask(
        io, "%d dead letters of sink '%s' would be gone for good".formatted(meant(sink), sink));
    var count = logs.deadLetters().drop(sink, selection.chosen());
    io.say("%d dead letters are dropped.".formatted(count));
    return selection.found(count);
  }

  private long meant(String sink) {
    var count = new LongAdder();
    var chosen = selection.chosen();
    logs.files(sink, true)
        .read(item -> {
          if (item.waiting() && chosen.test(item.entry().sequence())) count.increment();
        });
    return count.sum();
  }
}
