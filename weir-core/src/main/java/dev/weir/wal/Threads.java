package dev.weir.wal;

import dev.weir.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who writes, and who tells what became of it.
final class Threads implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Threads.class);
  private static final Duration TURN = Duration.ofSeconds(2);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Executor writer;
  private final Executor completions;
  private final List<Own> own;

  /// What the second thread has yet to tell, and who is telling.
  private final Queue<News> untold = new ConcurrentLinkedQueue<>();

  private final ReentrantLock telling = new ReentrantLock();

  private Threads(Executor writer, Executor completions, List<Own> own) {
    this.writer = writer;
    this.completions = completions;
    this.own = own;
  }

  /// Two of its own, so that one group is told of while the next is written.
  static Threads own(String name) {
    var writer = new Own("wal-" + name);
    var teller = new Own("wal-" + name + "-told");
    return new Threads(writer.executor, teller.executor, List.of(writer, teller));
  }

  /// Somebody else's, who ends it. It is the caller's own thread, at another time.
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

  void write(Runnable turn) {
    writer.execute(turn);
  }

  /// Runs something between the writer's turns and waits for it, since what the disk does not
  /// answer must not hold up whoever asks. False when it does not end: what had not begun then
  /// never will.
  boolean writeNow(Runnable turn) {
    if (own.isEmpty()) {
      turn.run();
      return true;
    }
    var task = new FutureTask<@Nullable Void>(turn, null);
    try {
      writer.execute(task);
      task.get(TURN.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException _) {
      task.cancel(false);
    } catch (InterruptedException _) {
      task.cancel(false);
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the log made a mistake", e.getCause());
    }
    return false;
  }

  /// What became of a group: the first `stored` messages are durable, the others are not.
  record News(List<Wal.Listener> listeners, int stored, @Nullable Problem problem) {
    void tell() {
      for (var i = 0; i < listeners.size(); i++) {
        Threads.tell(listeners.get(i), i < stored ? null : problem);
      }
    }
  }

  /// Tells in the order of the groups. While the writer has nothing else to do it tells itself,
  /// which spares a lone caller the way over a third thread.
  void tell(News news, boolean idle) {
    untold.add(news);
    if (idle && !own.isEmpty() && telling.tryLock()) {
      tellAll();
      return;
    }
    try {
      completions.execute(this::tellRest);
    } catch (RejectedExecutionException e) {
      log.debug("The log is closing, and somebody still waits for an answer", e);
      tellRest();
    }
  }

  /// Tells all that is to be told by now, on the caller's thread. It does not wait for long where
  /// somebody else is telling and does not end.
  void tellRest() {
    try {
      if (telling.tryLock(CLOSE.toSeconds(), TimeUnit.SECONDS)) tellAll();
      else log.warn("Somebody who is told of the log does not go on");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The caller has the lock.
  private void tellAll() {
    try {
      for (var news = untold.poll(); news != null; news = untold.poll()) news.tell();
    } finally {
      telling.unlock();
    }
  }

  private static void tell(Wal.Listener listener, @Nullable Problem problem) {
    try {
      if (problem == null) listener.stored();
      else listener.notStored(problem);
    } catch (RuntimeException e) {
      log.error("Somebody who waited for the log made a mistake", e);
    }
  }

  @Override
  public void close() {
    own.forEach(Own::close);
  }
}
