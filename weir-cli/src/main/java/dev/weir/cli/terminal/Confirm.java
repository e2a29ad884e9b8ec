package dev.weir.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The question before anything is destroyed. Without a terminal nobody can answer it, so `--yes`
/// must have been said.
@Command
public final class Confirm {
  @Option(names = "--yes", description = "Do it without asking.")
  private boolean yes;

  /// Goes on when the answer is yes.
  ///
  /// @param what what would happen, with numbers: `2 topics with 1,204 messages are deleted`
  public void ask(Io io, String what) {
    if (yes) return;
    if (!io.world().terminal().in()) {
      throw new Failure(
          ExitCode.USAGE,
          "Nothing was done",
          what + ", and nobody is there to be asked",
          "Say --yes if that is meant.");
    }
    io.tell(what + ". Go on? [y/N]");
    var answer = answer(io);
    if (io.stop().asked()) {
      throw new Failure(
          ExitCode.SIGNALLED, "Nothing was done", "Ctrl-C came before the answer", "");
    }
    if (!answer.matches("y|yes")) {
      throw new Failure(ExitCode.FAILED, "Nothing was done", "the answer was not yes", "");
    }
  }

  private static String answer(Io io) {
    var line = new StringBuilder();
    try {
      for (var b = io.world().in().read(); b >= 0 && b != '\n'; b = io.world().in().read()) {
        line.append((char) b);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString().strip().toLowerCase(Locale.ROOT);
  }
}
