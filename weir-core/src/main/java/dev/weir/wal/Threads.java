package dev.weir.wal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who writes, and who tells what became of it.
final class Threads implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Threads.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Executor writer;
  private final Executor completions;
  private final List<Own> own;

  private Threads(Executor writer, Executor completions, List<Own> own) {
    this.writer = writer;
    this.completions = completions;
    this.own = own;
  }

  /// Two of its own, so that one group is told of while the next is written.
  static Threads own(String name) {
    var writer = new Own("wal-" + name);
    var teller = new Own("wal-" + name + "-told");
    return new Threads(writer.executor, new Teller(teller.executor), List.of(writer, teller));
  }

  /// Somebody else's, who ends it.
  static Threads of(Executor executor) {
    return new Threads(executor, executor, List.of());
  }

  /// A thread and the tasks that it runs.
  private static final class Own {
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ExecutorService executor;

    Own(String name) {
      this.executor =
          Executors.newSingleThreadExecutor(task -> {
            var thread = Thread.ofPlatform().name(name).unstarted(task);
            threads.add(thread);
            return thread;
          });
    }

    void close() {
      executor.shutdown();
      try {
        for (var thread : threads) {
          if (!thread.join(CLOSE)) log.warn("{} did not end within {}", thread.getName(), CLOSE);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  Executor writer() {
    return writer;
  }

  Executor completions() {
    return completions;
  }

  @Override
  public void close() {
    own.forEach(Own::close);
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
