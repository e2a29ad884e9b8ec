package dev.weir.cli.wal;

import dev.weir.Message;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.wal.Entry;
import dev.weir.wal.WalFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `weir wal inspect`: the messages of one log that wait.
@Command(
    name = "inspect",
    description = "Show the messages that wait in a log, oldest first.",
    footer = {"", "Example: weir wal inspect --dead -n 20"})
public final class WalInspectCommand implements Callable<Integer> {
  private static final int KEY_SHOWN = 40;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();
  @Mixin private Logs logs = new Logs();

  @Option(names = "--dead", description = "The dead letters, with the reason.")
  private boolean dead;

  @Option(
      names = "--from",
      paramLabel = "SEQUENCE",
      defaultValue = "0",
      description = "Begin at this place of the log (default: its begin).")
  private long from;

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

  @Override
  public Integer call() {
    if (messagesMax < 1) {
      throw new ParameterException(spec.commandLine(), "-n must be 1 or more, not " + messagesMax);
    }
    var entries = read(logs.files(logs.sink(), dead));
    if (json) json(entries);
    else table(entries);
    io.out().flush();
    return ExitCode.OK;
  }

  private List<Entry> read(WalFiles files) {
    var entries = new ArrayList<Entry>();
    try {
      files.read(item -> {
        if (!item.waiting() || item.entry().sequence() < from) return;
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
  }

  private void table(List<Entry> entries) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("SEQUENCE", "TOPIC", "PARTITION", "KEY", "BYTES", "REASON"));
    for (var entry : entries) {
      var message = entry.message();
      var reason = entry.reason();
      rows.add(
          List.of(
              Long.toString(entry.sequence()),
              message.topic(),
              partition(message),
              key(message.key()),
              Integer.toString(message.sizeBytes()),
              reason == null ? "" : reason.code().label() + ": " + reason.why()));
    }
    io.table(rows);
  }

  private static String partition(Message message) {
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
