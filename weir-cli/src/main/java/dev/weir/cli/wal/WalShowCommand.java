package dev.weir.cli.wal;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import dev.weir.wal.Entry;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir wal show`: one message, whole.
@Command(
    name = "show",
    description = "Show one message that waits, whole.",
    footer = {
      "",
      "Ends with 3 where no such message waits.",
      "",
      "Example: weir wal show 17 --dead"
    })
final class WalShowCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Logs logs = new Logs();
  @Mixin private Output output = new Output();

  @Parameters(
      paramLabel = "SEQUENCE",
      description = "Its place in the log, see 'weir wal inspect'.")
  private long sequence;

  @Option(names = "--dead", description = "A dead letter, with the reason.")
  private boolean dead;

  @Override
  public Integer call() {
    var sink = logs.sink();
    var found = new AtomicReference<@Nullable Entry>();
    logs.files(sink, dead)
        .read(item -> {
          if (item.waiting() && item.entry().sequence() == sequence) found.set(item.entry());
        });
    var entry = found.get();
    if (entry == null) throw unknown(sink);
    output.print(io, new EntryView(entry));
    return ExitCode.OK;
  }

  private Failure unknown(String sink) {
    return new Failure(
        ExitCode.NOT_FOUND,
        "Message %d was not found".formatted(sequence),
        "none of that place waits in the log of sink '%s'".formatted(sink),
        "See 'weir wal inspect%s'.".formatted(dead ? " --dead" : ""));
  }
}
