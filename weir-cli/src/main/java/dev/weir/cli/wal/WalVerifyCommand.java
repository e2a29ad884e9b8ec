package dev.weir.cli.wal;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.wal.Damage;
import dev.weir.wal.WalFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir wal verify`: reads all of it and computes every checksum.
@Command(
    name = "verify",
    description = "Read the logs and check all that is in them. Ends with 1 where there is damage.",
    footer = {"", "Example: weir wal verify --set wal.path=/var/lib/weir/wal"})
final class WalVerifyCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Logs logs = new Logs();

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "The folder of one log, also one without a gateway (default: all logs).")
  private @Nullable String folder;

  @Override
  public Integer call() {
    var well = true;
    if (folder != null) {
      var path = io.world().folder().resolve(folder);
      if (!Files.isDirectory(path)) throw none(path);
      well = verify(folder, WalFiles.open(path));
      if (Files.isDirectory(path.resolve("dead"))) {
        well &= verify(folder + " (dead letters)", WalFiles.open(path.resolve("dead")));
      }
      io.out().flush();
      return well ? ExitCode.OK : ExitCode.FAILED;
    }
    for (var sink : logs.sinks()) {
      well &= verify(sink, logs.files(sink, false));
      well &= verify(sink + " (dead letters)", logs.files(sink, true));
    }
    io.out().flush();
    return well ? ExitCode.OK : ExitCode.FAILED;
  }

  private static Failure none(Path path) {
    return new Failure(
        ExitCode.NOT_FOUND,
        "Nothing was verified",
        "there is no folder " + path,
        "Name the folder of one log, or none for those of the settings.");
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
