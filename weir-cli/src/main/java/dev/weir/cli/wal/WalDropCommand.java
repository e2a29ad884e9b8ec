package dev.weir.cli.wal;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir wal drop`: dead letters are forgotten.
@Command(
    name = "drop",
    description = "Forget dead letters for good. Export them first, if in doubt.",
    footer = {"", "Example: weir wal drop --dead --all --yes"})
public final class WalDropCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Logs logs = new Logs();
  @Mixin private Selection selection = new Selection();

  @Option(names = "--yes", description = "Do it; without this it only says what would be dropped.")
  private boolean yes;

  @Override
  public Integer call() {
    var sink = logs.sink();
    if (!yes) throw unconfirmed(sink);
    var count = logs.deadLetters().drop(sink, selection.chosen());
    io.say("%d dead letters are dropped.".formatted(count));
    return selection.found(count);
  }

  private Failure unconfirmed(String sink) {
    var count = new LongAdder();
    var chosen = selection.chosen();
    logs.files(sink, true)
        .read(item -> {
          if (item.waiting() && chosen.test(item.entry().sequence())) count.increment();
        });
    return new Failure(
        ExitCode.USAGE,
        "Nothing was dropped",
        "%d dead letters of sink '%s' would be gone for good".formatted(count.sum(), sink),
        "Give --yes as well, or keep them with 'weir wal export --dead FILE'.");
  }
}
