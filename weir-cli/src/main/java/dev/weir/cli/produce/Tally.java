package dev.weir.cli.produce;

import dev.weir.cli.terminal.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What became of the messages. The pump counts those sent; any thread tells of answers.
final class Tally {
  private static final int REASONS_MAX = 3;

  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong bytesUnderWay = new AtomicLong();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Progress progress;
  private final @Nullable Receipts receipts;

  /// The first of them. Guarded by itself.
  private final List<String> reasons = new ArrayList<>();

  /// Written by the pump alone.
  private volatile long sent;

  private volatile @Nullable Exception fatal;

  Tally(Progress progress, @Nullable Receipts receipts) {
    this.progress = progress;
    this.receipts = receipts;
  }

  /// Hot. Returns the message's number.
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  long sending(int bytes) {
    bytesUnderWay.addAndGet(bytes);
    return sent++;
  }

  /// Hot. Kafka has it; -1 is what nobody knows.
  void acknowledged(long number, int bytes, int partition, long offset, long timestamp) {
    if (receipts != null) receipts.put(number, partition, offset, timestamp);
    settled(bytes);
    acknowledged.incrementAndGet();
    progress.done(1, bytes);
  }

  void failed(long number, int bytes, Place place, String why) {
    noted(place, why);
    if (receipts != null) receipts.put(number, -1, -1, -1);
    settled(bytes);
    failed.incrementAndGet();
    progress.failed(1);
  }

  private void settled(int bytes) {
    bytesUnderWay.addAndGet(-bytes);
  }

  private void noted(Place place, String why) {
    synchronized (reasons) {
      if (reasons.size() < REASONS_MAX) reasons.add(place + ": " + why);
    }
  }

  /// Nothing more is to be sent: the first reason counts.
  void stop(Exception why) {
    if (fatal == null) fatal = why;
    end();
  }

  /// Nothing more is to be sent.
  void end() {
    over.countDown();
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /// Whether that is so, after a while at most.
  boolean awaitOver(long millis) throws InterruptedException {
    return over.await(millis, TimeUnit.MILLISECONDS);
  }

  long underWay() {
    return sent - acknowledged.get() - failed.get();
  }

  /// Those that are not done with, their receipts included.
  long open() {
    return receipts == null ? underWay() : sent - receipts.printed();
  }

  long bytesUnderWay() {
    return bytesUnderWay.get();
  }

  long sent() {
    return sent;
  }

  long acknowledged() {
    return acknowledged.get();
  }

  /// Those without an answer among them: nobody waits for it any more.
  long failed() {
    return sent - acknowledged.get();
  }

  @Nullable Exception fatal() {
    return fatal;
  }

  List<String> reasons() {
    synchronized (reasons) {
      return List.copyOf(reasons);
    }
  }
}
