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
  private final Tally tally;
  private final int records;
  private final long startNanos = System.nanoTime();

  private long progressNanos = startNanos;
  private int inProgress;

  /// @param records how many messages a request has
  LoadRun(Selector selector, Duration window, int records) {
    this.selector = selector;
    this.records = records;
    this.tally = new Tally(window, startNanos);
  }

  LoadResult over(List<LoadConnection> connections) {
    connections.forEach(this::begin);
    while (inProgress > 0 && System.nanoTime() - progressNanos < STALL.toNanos()) {
      select();
    }
    connections.stream().filter(connection -> connection.inProgress() > 0).forEach(this::giveUp);
    return tally.result();
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
      count(status, connection.answeredRequestNanos(), nowNanos);
      if (tally.isOpen(nowNanos)) {
        inProgress++;
        connection.request(nowNanos);
      }
    }
  }

  private void count(int status, long madeAtNanos, long nowNanos) {
    progressNanos = nowNanos;
    inProgress--;
    if (status == OK) {
      tally.answered(madeAtNanos, nowNanos, records);
    } else {
      tally.failed(1);
    }
  }

  private void giveUp(LoadConnection connection) {
    inProgress -= connection.inProgress();
    tally.failed(connection.inProgress());
    connection.close();
  }
}
