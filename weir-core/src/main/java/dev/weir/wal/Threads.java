package dev.weir.wal;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who writes, and who tells what became of it.
final class Threads implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Threads.class);
  private static final long CLOSE_SECONDS = 5;

  private final Executor writer;
  private final Executor completions;
  private final List<ExecutorService> own;

  private Threads(Executor writer, Executor completions, List<ExecutorService> own) {
    this.writer = writer;
    this.completions = completions;
    this.own = own;
  }

  /// Two of its own, so that one group is told of while the next is written.
  static Threads own(String name) {
    var writer = single("wal-" + name);
    var teller = single("wal-" + name + "-told");
    return new Threads(writer, new Teller(teller), List.of(writer, teller));
  }

  /// Somebody else's, who ends it.
  static Threads of(Executor executor) {
    return new Threads(executor, executor, List.of());
  }

  private static ExecutorService single(String name) {
    return Executors.newSingleThreadExecutor(
        task -> Thread.ofPlatform().name(name).unstarted(task));
  }

  Executor writer() {
    return writer;
  }

  Executor completions() {
    return completions;
  }

  @Override
  public void close() {
    for (var executor : own) {
      executor.shutdown();
      try {
        if (executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) continue;
        log.warn("A thread of the log did not end within {} s", CLOSE_SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      executor.shutdownNow();
    }
  }

  /// Tells in the order of asking, on a thread of its own.
  private record Teller(ExecutorService thread) implements Executor {
    @Override
    public void execute(Runnable task) {
      try {
        thread.execute(task);
      } catch (RejectedExecutionException e) {
        task.run(); // the log is closing, and somebody still waits for an answer
      }
    }
  }
}
