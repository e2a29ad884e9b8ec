package dev.weir.cli.wal;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.wal.Damage;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Messages of a log are written to a file, whole.
abstract sealed class Exporting implements Callable<Integer>
    permits WalExportCommand, WalDeadCommand.Export {
  private static final int BUFFER_BYTES = 64 << 10;

  @Mixin private Io io = new Io();
  @Mixin private Logs logs = new Logs();

  @Parameters(paramLabel = "FILE", description = "A file that is not there yet; - is stdout.")
  private String file = "-";

  /// Whether it is the dead letters.
  abstract boolean dead();

  @Override
  public Integer call() throws IOException {
    var count = new LongAdder();
    var damages = file.equals("-") ? write(io.out(), count) : toFile(count);
    io.say("%d messages were written.".formatted(count.sum()));
    if (damages.isEmpty()) return ExitCode.OK;
    io.say("The log is damaged in %d places; see 'weir wal verify'.".formatted(damages.size()));
    return ExitCode.FAILED;
  }

  private List<Damage> toFile(LongAdder count) throws IOException {
    var path = io.world().folder().resolve(file);
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
        logs.files(logs.sink(), dead())
            .read(item -> {
              if (!item.waiting()) return;
              printer.print(item.entry());
              count.increment();
            });
    printer.flush();
    return damages;
  }
}
