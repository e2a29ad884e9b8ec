package dev.weir.cli.load;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// So many at once, each on a thread of its own that lives as long as the load does.
public final class Clients {
  private Clients() {}

  /// One of them. It ends by itself: soon after the window is over, or after it is to stop.
  public interface Client {
    void run(int number) throws Exception;
  }

  /// Runs them to their end.
  ///
  /// @return the CPU that this process took within the window
  public static CpuUse.Share run(int count, Window window, BooleanSupplier stop, Client client)
      throws Exception {
    var threads = Thread.ofPlatform().name("weir-load-", 0).daemon().factory();
    try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
      var running =
          IntStream.range(0, count)
              .mapToObj(number ->
                  executor.submit(() -> {
                    client.run(number);
                    return true;
                  }))
              .toList();
      BooleanSupplier over = () -> stop.getAsBoolean() || running.stream().allMatch(Future::isDone);
      Pace.until(window.beginNanos(), over);
      var cpu = CpuUse.begin();
      Pace.until(window.endNanos(), over);
      var share = cpu.end();
      for (var one : running) ended(one);
      return share;
    }
  }

  private static void ended(Future<Boolean> client) throws Exception {
    try {
      client.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
