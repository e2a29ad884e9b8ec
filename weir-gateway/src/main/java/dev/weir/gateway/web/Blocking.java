package dev.weir.gateway.web;

import dev.weir.Problem;
import dev.weir.delivery.Budget;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// Runs what may block, each call on a virtual thread of its own, and so many at a time at most.
public final class Blocking {
  /// A call that waits costs some kilobytes.
  private static final int CALLS_MAX = 4_096;

  private final Semaphore room = new Semaphore(CALLS_MAX);
  private final AtomicLong count = new AtomicLong();
  private final Budget budget;

  /// @param budget the memory that bodies count in
  public Blocking(Budget budget) {
    this.budget = budget;
  }

  /// A resource that does this for each of its calls.
  public Resource resource(Resource.Task task) {
    return call -> run(call, task);
  }

  /// Does this for a call, and answers it with what comes of it.
  public void run(Call call, Resource.Task task) {
    start(call, () -> answer(call, task));
  }

  /// Has a resource handle a call; it may block, and answers then or later.
  public void hand(Call call, Resource resource) {
    start(call, () -> handle(call, resource));
  }

  private void start(Call call, Runnable run) {
    if (!room.tryAcquire()) throw full();
    var bytes = call.body().length;
    budget.owe(bytes);
    Thread.ofVirtual()
        .name("rest-" + count.getAndIncrement())
        .start(() -> {
          try {
            run.run();
          } finally {
            budget.giveBack(bytes);
            room.release();
          }
        });
  }

  private static void answer(Call call, Resource.Task task) {
    try {
      call.answer(task.answer(call));
    } catch (Throwable e) { // also a stack that overflows: whoever waits is told
      if (e instanceof InterruptedException) Thread.currentThread().interrupt();
      call.fail(e);
    }
  }

  private static void handle(Call call, Resource resource) {
    try {
      resource.handle(call);
    } catch (Throwable e) { // the same
      call.fail(e);
    }
  }

  private static RestException full() {
    return RestException.tryLater(
        new Problem(
            Problem.Code.MEMORY_FULL,
            "The call was not taken in",
            "%,d calls already wait for Kafka".formatted(CALLS_MAX),
            "Call again later",
            1_000));
  }
}
