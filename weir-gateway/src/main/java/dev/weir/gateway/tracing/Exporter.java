package dev.weir.gateway.tracing;

import dev.weir.Clock;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends spans to the collector, many at once, on a thread of its own. Whoever ends a span only
/// puts it down: where the collector does not keep up, or is away, spans are dropped and counted.
final class Exporter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Exporter.class);

  /// A span is less than a kilobyte.
  private static final int WAITING_MAX = 8_192;

  private static final int AT_ONCE_MAX = 512;

  /// How long the first of a batch waits for others.
  private static final long GATHER_NANOS = 500_000_000;

  private static final long PAUSE_MILLIS = 500;
  private static final long PAUSE_MILLIS_MAX = 8_000;

  /// How long one batch is tried.
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private static final long LOG_EVERY_NANOS = 60_000_000_000L;
  private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(2);

  private final BlockingQueue<Finished> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final Collector collector;
  private final Otlp otlp;
  private final Clock clock;
  private final Counter sent;
  private final Counter dropped;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /// The thread's alone.
  private long nextLogNanos;

  private Exporter(Collector collector, Otlp otlp, Metrics metrics, Clock clock) {
    this.collector = collector;
    this.otlp = otlp;
    this.clock = clock;
    this.nextLogNanos = clock.nanos();
    this.sent = metrics.counter("weir_tracing_spans", "Spans that the collector took.");
    this.dropped =
        metrics.counter("weir_tracing_dropped", "Spans that the collector did not get in time.");
    this.thread = Thread.ofPlatform().name("tracing").daemon().unstarted(this::run);
  }

  static Exporter start(Collector collector, Otlp otlp, Metrics metrics, Clock clock) {
    var exporter = new Exporter(collector, otlp, metrics, clock);
    exporter.thread.start();
    return exporter;
  }

  /// Any thread. Never waits.
  void add(Finished span) {
    if (!waiting.offer(span)) dropped.add(1);
  }

  private void run() {
    var batch = new ArrayList<Finished>(AT_ONCE_MAX);
    try {
      while (!isClosing() || !waiting.isEmpty()) {
        gather(batch);
        if (!batch.isEmpty()) exportOrDrop(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      dropped.add(batch.size() + waiting.size());
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /// What waits, and what comes in a while.
  private void gather(List<Finished> batch) throws InterruptedException {
    var untilNanos = clock.nanos() + GATHER_NANOS;
    while (batch.size() < AT_ONCE_MAX) {
      var left = isClosing() ? 0 : untilNanos - clock.nanos();
      var span = waiting.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
      if (span == null) return;
      batch.add(span);
    }
  }

  /// What goes wrong with one batch is not the end of all tracing.
  private void exportOrDrop(List<Finished> batch) throws InterruptedException {
    try {
      export(batch);
    } catch (RuntimeException e) {
      drop(batch, e.getClass().getSimpleName());
      log.debug("A batch of spans could not be sent", e);
    }
  }

  /// Tries until the batch is taken or its time is over.
  private void export(List<Finished> batch) throws InterruptedException {
    var request = otlp.request(batch);
    var begunNanos = clock.nanos();
    for (var pause = PAUSE_MILLIS; ; pause = Math.min(2 * pause, PAUSE_MILLIS_MAX)) {
      switch (collector.send(request)) {
        case Collector.Word.Taken _ -> {
          sent.add(batch.size());
          return;
        }
        case Collector.Word.Never(var why) -> {
          drop(batch, why);
          return;
        }
        case Collector.Word.NotNow(var why, var afterMillis) -> {
          var over = clock.nanos() - begunNanos > PATIENCE_NANOS;
          if (over || closing.await(Math.max(pause, afterMillis), TimeUnit.MILLISECONDS)) {
            drop(batch, why);
            return;
          }
        }
      }
    }
  }

  private void drop(List<Finished> batch, String why) {
    dropped.add(batch.size());
    if (clock.nanos() - nextLogNanos < 0) return;
    nextLogNanos = clock.nanos() + LOG_EVERY_NANOS;
    log.warn(
        "Spans do not get to the collector at {}: {}. Messages are not held up by it, but their"
            + " traces have gaps (weir_tracing_dropped_total counts them). See whether the"
            + " collector runs and takes OTLP over HTTP there, or set tracing.otlp to off",
        collector.url(),
        why);
  }

  /// Sends what waits, for a short time.
  @Override
  public void close() {
    closing.countDown();
    try {
      if (!thread.join(CLOSE_AT_MOST)) {
        thread.interrupt();
        thread.join(CLOSE_AT_MOST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    collector.close();
  }
}
