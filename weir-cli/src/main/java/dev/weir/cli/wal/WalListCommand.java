package dev.weir.cli.wal;

import com.fasterxml.jackson.core.JsonFactory;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.wal.WalFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir wal list`: a line for each log.
@Command(
    name = "list",
    description = "List the logs: files, messages that wait, bytes, dead letters, state.",
    footer = {"", "Example: weir wal list --sink kafka"})
public final class WalListCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Logs logs = new Logs();

  @Option(names = "--json", description = "An array of objects.")
  private boolean json;

  /// One log.
  ///
  /// @param lost messages of which it is known that they are missing
  private record Row(
      String sink, int files, long waiting, long bytes, long deadLetters, long lost, int foreign) {
    static Row of(String sink, WalFiles log, WalFiles dead) {
      return new Row(
          sink,
          log.files().size(),
          log.waiting(),
          bytes(log) + bytes(dead),
          dead.waiting(),
          log.lost() + dead.lost(),
          log.foreign().size() + dead.foreign().size());
    }

    private static long bytes(WalFiles log) {
      return log.files().stream().mapToLong(WalFiles.Summary::bytes).sum();
    }

    String state() {
      if (lost > 0) return "damaged: %d lost".formatted(lost);
      return foreign > 0 ? "%d foreign files".formatted(foreign) : "ok";
    }
  }

  @Override
  public Integer call() throws IOException {
    var rows =
        logs.sinks().stream()
            .map(sink -> Row.of(sink, logs.files(sink, false), logs.files(sink, true)))
            .toList();
    if (json) json(rows);
    else table(rows);
    io.out().flush();
    return ExitCode.OK;
  }

  private void table(List<Row> rows) {
    var cells = new ArrayList<List<String>>();
    cells.add(List.of("SINK", "FILES", "WAITING", "BYTES", "DEAD", "STATE"));
    for (var row : rows) {
      cells.add(
          List.of(
              row.sink,
              Integer.toString(row.files),
              Long.toString(row.waiting),
              Long.toString(row.bytes),
              Long.toString(row.deadLetters),
              row.state()));
    }
    io.table(cells);
  }

  private void json(List<Row> rows) throws IOException {
    try (var array = new JsonFactory().createGenerator(io.out())) {
      array.writeStartArray();
      for (var row : rows) {
        array.writeStartObject();
        array.writeStringField("sink", row.sink);
        array.writeNumberField("files", row.files);
        array.writeNumberField("waiting", row.waiting);
        array.writeNumberField("bytes", row.bytes);
        array.writeNumberField("dead", row.deadLetters);
        array.writeStringField("state", row.state());
        array.writeEndObject();
      }
      array.writeEndArray();
      array.writeRaw('\n');
    }
  }
}
