package dev.weir.cli;

import dev.weir.wal.Damage;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `weir wal export`: the messages that wait, whole.
@Command(
    name = "export",
    description = {
      "Write the messages that wait to a file, whole, an object of JSON a line.",
      "",
      "The log stays as it is. 'weir replay' can send what was written."
    },
    footer = {"", "Example: weir wal export --dead dead.jsonl"})
final class WalExportCommand implements Callable<Integer> {
  private static final int BUFFER_BYTES = 64 << 10;

  @ParentCommand private WalCommand wal = new WalCommand();
  @Mixin private Verbosity verbosity = new Verbosity();
  @Mixin private Logs logs = new Logs();

  @Option(names = "--dead", description = "The dead letters, with the reason.")
  private boolean dead;

  @Parameters(paramLabel = "FILE", description = "A file that is not there yet; - is stdout.")
  private String file = "-";

  @Override
  public Integer call() throws IOException {
    verbosity.logAsCommand();
    var count = new LongAdder();
    var damages = file.equals("-") ? write(wal.main().out(), count) : toFile(count);
    wal.main().say("%d messages were written.".formatted(count.sum()));
    if (damages.isEmpty()) return ExitCode.OK;
    wal.main()
        .say("The log is damaged in %d places; see 'weir wal verify'.".formatted(damages.size()));
    return ExitCode.FAILED;
  }

  private List<Damage> toFile(LongAdder count) throws IOException {
    var path = Path.of(file);
    if (Files.exists(path)) {
      throw new Failure(
          ExitCode.USAGE,
          "Nothing was written to " + path,
          "there is such a file, and it might be needed",
          "Name another, or remove it.");
    }
    try (var out = new FileOutputStream(path.toFile())) {
      var damages = write(new BufferedOutputStream(out, BUFFER_BYTES), count);
      out.getFD().sync();
      return damages;
    }
  }

  private List<Damage> write(OutputStream out, LongAdder count) {
    var printer = new EntryAsJson(out);
    var damages =
        logs.files(logs.sink(), dead)
            .read(item -> {
              if (!item.waiting()) return;
              printer.print(item.entry());
              count.increment();
            });
    printer.flush();
    return damages;
  }
}
