package dev.weir.cli.wal;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import dev.weir.cli.terminal.Tree;
import dev.weir.wal.WalFiles;

/// A row for each log.
record LogListing(Logs logs) {
  /// @param json an array of objects, whatever the output
  int print(Io io, Output output, boolean json) {
    var listing = Listing.of("sink", "files", "waiting", "bytes", "dead", "state");
    for (var sink : logs.sinks()) {
      add(listing, sink, logs.files(sink, false), logs.files(sink, true));
    }
    if (json) Tree.json(listing.tree(), io.out());
    else output.print(io, listing);
    io.out().flush();
    return ExitCode.OK;
  }

  private static void add(Listing listing, String sink, WalFiles log, WalFiles dead) {
    listing.row(
        sink,
        log.files().size(),
        log.waiting(),
        bytes(log) + bytes(dead),
        dead.waiting(),
        state(log.lost() + dead.lost(), log.foreign().size() + dead.foreign().size()));
  }

  private static long bytes(WalFiles log) {
    return log.files().stream().mapToLong(WalFiles.Summary::bytes).sum();
  }

  /// @param lost messages of which it is known that they are missing
  private static String state(long lost, int foreign) {
    if (lost > 0) return "damaged: %d lost".formatted(lost);
    return foreign > 0 ? "%d foreign files".formatted(foreign) : "ok";
  }
}
