package dev.weir.gateway.access;

import dev.weir.Clock;
import dev.weir.gateway.net.EndedRequest;
import dev.weir.gateway.net.RequestLog;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Metrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a line for each HTTP request, on a thread of its own: the event loops only put down what
/// is to be said. Where the disk does not keep up, or fails, lines are dropped and counted.
public final class AccessLog implements RequestLog, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
  private static final int WAITING_MAX = 8_192;
  private static final int LINES_AT_ONCE = 512;

  /// How often it is seen whether the file was moved.
  private static final long LOOK_MILLIS = 1_000;

  private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(5);

  /// @param request null where the writer is to wake up, and no more
  private record Waiting(long millis, @Nullable EndedRequest request) {}

  private static final Waiting NOTHING = new Waiting(0, null);

  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final LogFile file;
  private final Clock clock;
  private final Counter dropped;
  private final Thread writer;
  private final ZoneId zone = ZoneId.systemDefault();

  /// Set by any thread, read by the writer, as is what follows.
  private volatile boolean renewal;

  private volatile boolean closing;

  private AccessLog(LogFile file, Metrics metrics, Clock clock) {
    this.file = file;
    this.clock = clock;
    this.dropped =
        metrics.counter("weir_access_log_dropped", "Lines that the access log did not get.");
    this.writer = Thread.ofPlatform().name("access-log").daemon().unstarted(this::run);
  }

  /// Null where nobody asks for it. One that cannot be opened is told.
  public static @Nullable AccessLog ifAsked(@Nullable Path path, Metrics metrics, Clock clock) {
    if (path == null) return null;
    var opened = new AccessLog(LogFile.open(path), metrics, clock);
    opened.writer.start();
    return opened;
  }

  /// Hot.
  @Override
  public void ended(EndedRequest request) {
    if (!waiting.offer(new Waiting(clock.millis(), request))) dropped.add(1);
  }

  /// Has the file opened anew, as after a rotation.
  public void renew() {
    renewal = true;
    wake();
  }

  /// Where there is no room for that, it is awake.
  private void wake() {
    if (!waiting.offer(NOTHING)) log.trace("The writer is busy");
  }

  private void run() {
    var taken = new ArrayList<Waiting>(LINES_AT_ONCE);
    var lookedNanos = clock.nanos();
    try {
      while (!closing || !waiting.isEmpty()) {
        take(taken);
        if (renewal) {
          renewal = false;
          file.renew();
        } else if (clock.nanos() - lookedNanos > LOOK_MILLIS * 1_000_000) {
          lookedNanos = clock.nanos();
          file.renewIfMoved();
        }
        taken.removeIf(one -> one.request() == null);
        if (!taken.isEmpty() && !file.write(text(taken))) dropped.add(taken.size());
        taken.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What waits; where that is nothing, what comes until it is time to look at the file.
  private void take(List<Waiting> taken) throws InterruptedException {
    waiting.drainTo(taken, LINES_AT_ONCE);
    if (!taken.isEmpty()) return;
    var first = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    if (first == null) return;
    taken.add(first);
    waiting.drainTo(taken, LINES_AT_ONCE - 1);
  }

  private byte[] text(List<Waiting> taken) {
    var text = new StringBuilder(256 * taken.size());
    for (var one : taken) {
      var request = one.request();
      if (request != null) LogLine.append(text, one.millis(), zone, request);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Writes what waits, for a bounded time.
  @Override
  public void close() {
    closing = true;
    wake();
    try {
      if (!writer.join(CLOSE_AT_MOST)) {
        log.warn("The access log was not written to its end within {}", CLOSE_AT_MOST);
      }
      file.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn("The access log did not close: {}", e.toString());
    }
  }
}
