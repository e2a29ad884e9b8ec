package dev.weir.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// SIGTERM and Ctrl-C, made into an orderly end of the main thread.
///
/// The JVM answers both with its shutdown hooks and is gone when the last one returns. Ours lets
/// the main thread close what it opened, in its order, and waits for that: [#STOP_MAX] at most,
/// which is less than service managers wait before they kill.
final class StopSignal {
  private static final Duration STOP_MAX = Duration.ofSeconds(25);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final Thread hook = new Thread(this::stop, "weir-stop");

  void install() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Blocks until somebody wants the process to end.
  void await() throws InterruptedException {
    asked.await();
  }

  /// All is closed and said. A process that nobody signalled goes on to its own end.
  void ended(int exitCode) {
    ended.complete(exitCode);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException signalled) {
      // The hook runs; it ends the process.
    }
  }

  private void stop() {
    asked.countDown();
    try {
      var exitCode = ended.get(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
      if (exitCode != ExitCode.SIGNALLED) Runtime.getRuntime().halt(exitCode);
    } catch (TimeoutException e) {
      System.err.printf(
          "weir: not stopped after %d s: something hangs, most likely Kafka. Ending anyway; what"
              + " Kafka had not acknowledged was not acknowledged to its sender.%n",
          STOP_MAX.toSeconds());
      Runtime.getRuntime().halt(ExitCode.FAILED);
    } catch (InterruptedException | ExecutionException e) {
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }
}
