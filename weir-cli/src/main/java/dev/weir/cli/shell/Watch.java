package dev.weir.cli.shell;

import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.World;
import dev.weir.cli.units.Amounts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/// `watch 2s lag`: a command again and again until Ctrl-C, or until it fails. On a terminal each
/// time on a clear screen.
final class Watch {
  private final World around;
  private final ToIntFunction<List<String>> command;

  Watch(World around, ToIntFunction<List<String>> command) {
    this.around = around;
    this.command = command;
  }

  int run(List<String> words) {
    if (words.size() < 3) throw usage("an interval and a command must follow");
    var interval = interval(words.get(1));
    var again = words.subList(2, words.size());
    var ended = new CountDownLatch(1);
    try (var _ = around.stop().whenAsked(ended::countDown)) {
      int exitCode;
      do {
        if (around.terminal().out())
          around.out().write(Session.CLEAR.getBytes(StandardCharsets.US_ASCII));
        exitCode = command.applyAsInt(again);
        around.out().flush();
      } while (exitCode == ExitCode.OK && !ended.await(interval.toMillis(), TimeUnit.MILLISECONDS));
      return around.stop().asked() ? ExitCode.SIGNALLED : exitCode;
    } catch (InterruptedException e) {
      return ExitCode.SIGNALLED;
    }
  }

  private static Duration interval(String text) {
    try {
      return Amounts.duration(text);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private static Failure usage(String why) {
    return new Failure(ExitCode.USAGE, "The line was not run", why, "Try 'watch 2s lag'.");
  }
}
