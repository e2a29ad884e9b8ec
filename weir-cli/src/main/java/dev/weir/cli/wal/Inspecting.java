package dev.weir.cli.wal;

import dev.weir.Message;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import dev.weir.wal.Entry;
import dev.weir.wal.WalFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The messages of one log are listed, oldest first.
abstract sealed class Inspecting implements Callable<Integer>
    permits WalInspectCommand, WalListCommand, WalDeadCommand.Letters {
  private static final int KEY_SHOWN = 40;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();
  @Mixin private Logs logs = new Logs();
  @Mixin private Filter filter = new Filter();
  @Mixin private Output output = new Output();

  @Option(
      names = {"-n", "--max-messages"},
      paramLabel = "COUNT",
      defaultValue = "100",
      description = "End after so many (default: ${DEFAULT-VALUE}).")
  private int messagesMax;

  @Option(names = "--json", description = "Whole messages, an object a line.")
  private boolean json;

  /// Ends the reading early; nothing went wrong.
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    Enough() {
      super(null, null, false, false);
    }
  }

  /// Whether it is the dead letters.
  abstract boolean dead();

  final Io io() {
    return io;
  }

  final Logs logs() {
    return logs;
  }

  final Filter filter() {
    return filter;
  }

  final Output output() {
    return output;
  }

  final boolean json() {
    return json;
  }

  @Override
  public Integer call() {
    if (messagesMax < 1) {
      throw new ParameterException(spec.commandLine(), "-n must be 1 or more, not " + messagesMax);
    }
    var entries = read(logs.files(logs.sink(), dead()));
    if (json) json(entries);
    else output.print(io, listing(entries));
    return ExitCode.OK;
  }

  private List<Entry> read(WalFiles files) {
    var entries = new ArrayList<Entry>();
    try {
      files.read(item -> {
        if (!item.waiting() || !filter.test(item.entry())) return;
        entries.add(item.entry());
        if (entries.size() == messagesMax) throw new Enough();
      });
    } catch (Enough e) {
      io.say("There may be more; see --from and -n.");
    }
    return entries;
  }

  private void json(List<Entry> entries) {
    var printer = new EntryAsJson(io.out());
    entries.forEach(printer::print);
    printer.flush();
    io.out().flush();
  }

  private static Listing listing(List<Entry> entries) {
    var listing = Listing.of("sequence", "topic", "partition", "key", "bytes", "reason");
    for (var entry : entries) {
      var message = entry.message();
      var reason = entry.reason();
      listing.row(
          entry.sequence(),
          message.topic(),
          partition(message),
          key(message.key()),
          message.sizeBytes(),
          reason == null ? "" : reason.code().label() + ": " + reason.why());
    }
    return listing;
  }

  static String partition(Message message) {
    if (message.namesPartition()) return Integer.toString(message.partition());
    return message.partition() == Message.BY_CRC32 ? "by key, crc32" : "any";
  }

  /// As text where it is some; never with what would move the cursor.
  private static String key(byte @Nullable [] key) {
    if (key == null) return "";
    var text = new String(key, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    return text.length() <= KEY_SHOWN ? text : text.substring(0, KEY_SHOWN) + "…";
  }
}
