package dev.weir.cli.wal;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.wal.Damage;
import dev.weir.wal.WalFiles;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir wal verify`: reads all of it and computes every checksum.
@Command(
    name = "verify",
    description = "Read the logs and check all that is in them. Ends with 1 where there is damage.",
    footer = {"", "Example: weir wal verify --set wal.path=/var/lib/weir/wal"})
public final class WalVerifyCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Logs logs = new Logs();

  @Override
  public Integer call() {
    var well = true;
    for (var sink : logs.sinks()) {
      well &= verify(sink, logs.files(sink, false));
      well &= verify(sink + " (dead letters)", logs.files(sink, true));
    }
    io.out().flush();
    return well ? ExitCode.OK : ExitCode.FAILED;
  }

  private boolean verify(String name, WalFiles files) {
    var messages = new LongAdder();
    var damages = files.read(_ -> messages.increment());
    var out = io.out();
    out.line(
        "%s: %d messages in %d files, %d damaged places, %d messages known to be lost"
            .formatted(name, messages.sum(), files.files().size(), damages.size(), files.lost()));
    damages.forEach(damage -> out.line("  " + text(damage)));
    files.foreign().forEach(file -> out.line("  %s is no file of the log".formatted(file)));
    return damages.isEmpty() && files.lost() == 0;
  }

  private static String text(Damage damage) {
    var lost =
        damage.first() > damage.last()
            ? "no message is known to be lost"
            : "messages %d to %d are lost".formatted(damage.first(), damage.last());
    return "%s bytes %d to %d: %s".formatted(damage.file(), damage.from(), damage.to(), lost);
  }
}
