package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.tests.Await;
import dev.weir.worker.Kafka;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A worker in a process of its own; [WorkerProcess] starts it and talks to it by lines.
///
/// It ends in peace on SIGTERM, as a service does. `stats` is answered by figures after a garbage
/// collection, `go` lets the attempts of the mode `blocked` end.
final class WorkerMain {
  private static final int MEBI = 1 << 20;

  private final AtomicLong done = new AtomicLong();
  private final AtomicInteger rebalances = new AtomicInteger();
  private final CountDownLatch go = new CountDownLatch(1);
  private final String mode;

  private WorkerMain(String mode) {
    this.mode = mode;
  }

  /// Begins.
  ///
  /// @param arguments where Kafka is, the topic and group, the mode, and the bytes of the buffer
  public static void main(String[] arguments) throws IOException {
    var main = new WorkerMain(arguments[2]);
    var worker =
        Worker.on(Kafka.at(arguments[0]))
            .group(arguments[1])
            .topics(arguments[1])
            .buffer(MEBI, Long.parseLong(arguments[3]))
            .listen(main::heard)
            .each(message -> {
              main.process();
              if (main.mode.equals("told")) System.out.println("done " + message.position());
              main.done.incrementAndGet();
            });
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> System.out.println("exit " + worker.close(Duration.ofSeconds(30)))));
    worker.start();
    System.out.println("started");
    main.answer(worker);
  }

  private void process() throws InterruptedException {
    switch (mode) {
      case "blocked" -> go.await();
      case "told" -> Await.passInterruptibly(Duration.ofMillis(500));
      default -> {}
    }
  }

  private void heard(WorkerEvent event) {
    switch (event) {
      case WorkerEvent.Revoked _, WorkerEvent.Lost _ -> rebalances.incrementAndGet();
      default -> {}
    }
  }

  /// Ends with the process that it belongs to.
  private void answer(Worker worker) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      switch (line) {
        case "go" -> go.countDown();
        case "stats" -> System.out.println("stats " + figures(worker));
        default -> throw new IllegalArgumentException(line);
      }
    }
    Runtime.getRuntime().halt(1);
  }

  private String figures(Worker worker) {
    System.gc();
    var memory = Runtime.getRuntime();
    var stats = worker.stats();
    return "done=%d buffered=%d bytes=%d lanes=%d rebalances=%d assigned=%d heap=%d threads=%d"
        .formatted(
            done.get(),
            stats.buffered(),
            stats.bufferedBytes(),
            stats.lanes(),
            rebalances.get(),
            worker.assignment().size(),
            memory.totalMemory() - memory.freeMemory(),
            Thread.activeCount());
  }
}
