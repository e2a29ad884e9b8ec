package dev.weir.wal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/// The log's other threads, run by the test's one: nothing happens that the seed did not choose.
final class TurnByTurn implements Executor {
  private final Deque<Runnable> tasks = new ArrayDeque<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  boolean isIdle() {
    return tasks.isEmpty();
  }

  /// Whether there was one to run.
  boolean runOne() {
    var task = tasks.poll();
    if (task == null) return false;
    task.run();
    return true;
  }

  /// Runs what waits and what that calls for.
  void runAll() {
    var turns = 0;
    while (runOne()) {
      if (++turns > 100_000) throw new AssertionError("The log keeps itself busy for ever");
    }
  }

  /// As at a crash.
  void forget() {
    tasks.clear();
  }
}
