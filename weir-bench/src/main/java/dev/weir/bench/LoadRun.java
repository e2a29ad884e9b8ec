package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;

/// One window of the load and what it counted.
///
/// Only status 200 is accepted. Any other status is an error, and so is every request whose
/// connection broke or that stayed without an answer for [#STALL]. Owned by the load's thread.
final class LoadRun {
  private static final Duration STALL = Duration.ofSeconds(10);
  private static final int OK = 200;

  private final Selector selector;
  private final Duration window;
  private final Latencies latencies = new Latencies();
  private final long startNanos = System.nanoTime();
  private final long endNanos;

  private long progressNanos = startNanos;
  private int inProgress;
  private long accepted;
  private long acceptedInWindow;
  private long errors;

  LoadRun(Selector selector, Duration window) {
    this.selector = selector;
    this.window = window;
    this.endNanos = startNanos + window.toNanos();
  }

  LoadResult over(List<LoadConnection> connections) {
    connections.forEach(this::begin);
    while (inProgress > 0 && System.nanoTime() - progressNanos < STALL.toNanos()) {
      select();
    }
    connections.stream().filter(connection -> connection.inProgress() > 0).forEach(this::giveUp);
    return new LoadResult(
        accepted,
        errors,
        acceptedInWindow * 1e9 / window.toNanos(),
        latencies.millis(0.50),
        latencies.millis(0.99));
  }

  private void begin(LoadConnection connection) {
    try {
      for (int i = 0; i < connection.depth(); i++) {
        inProgress++;
        connection.request(startNanos);
      }
    } catch (IOException e) {
      giveUp(connection);
    }
  }

  private void select() {
    try {
      selector.select(this::serve, 100);
    } catch (IOException e) {
      throw new UncheckedIOException("The load cannot wait for its connections", e);
    }
  }

  /// Hot.
  private void serve(SelectionKey key) {
    var connection = (LoadConnection) key.attachment();
    try {
      if (key.isWritable()) {
        connection.write();
      }
      if (key.isReadable()) {
        connection.read();
        takeAnswers(connection);
      }
    } catch (IOException | IllegalStateException e) {
      giveUp(connection); // the errors of the result tell of it
    }
  }

  private void takeAnswers(LoadConnection connection) throws IOException {
    long nowNanos = System.nanoTime();
    for (int status = connection.nextStatus(); status != 0; status = connection.nextStatus()) {
      count(status, nowNanos);
      latencies.record(nowNanos - connection.answeredRequestNanos());
      if (nowNanos < endNanos) {
        inProgress++;
        connection.request(nowNanos);
      }
    }
  }

  private void count(int status, long nowNanos) {
    progressNanos = nowNanos;
    inProgress--;
    if (status != OK) {
      errors++;
      return;
    }
    accepted++;
    if (nowNanos < endNanos) {
      acceptedInWindow++;
    }
  }

  private void giveUp(LoadConnection connection) {
    inProgress -= connection.inProgress();
    errors += connection.inProgress();
    connection.close();
  }
}
