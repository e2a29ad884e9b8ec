package dev.weir.cli.topics;

import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Pause;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/// Waits until brokers tell of a change: Kafka's controller says it is done a moment before, and
/// the next command of a script would not see it.
final class Settled {
  private static final Duration MAX = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Settled() {}

  /// Returns in any case: the change is made, whoever knows of it already.
  static void await(Io io, Change change) throws InterruptedException {
    var deadlineNanos = System.nanoTime() + MAX.toNanos();
    try (var pause = new Pause(io)) {
      var waits = true;
      while (waits && !isSeen(change)) {
        waits = System.nanoTime() - deadlineNanos < 0 && pause.passes(PAUSE);
      }
    }
  }

  /// What is waited for.
  interface Change {
    boolean isSeen() throws ExecutionException, InterruptedException;
  }

  private static boolean isSeen(Change change) throws InterruptedException {
    try {
      return change.isSeen();
    } catch (ExecutionException e) {
      return false; // a topic that is not known yet, for one
    }
  }
}
