package dev.weir.delivery;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.sink.Sink;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread, one sink: sends what is posted, in the order of posting.
///
/// Only the lane's thread touches the sink. Outcomes come back on the sink's threads, which do no
/// more than count and tell the receipt.
final class Lane implements Executor {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  /// How often a closing lane looks whether the last outcome is in.
  private static final long TURN_NANOS = 5_000_000;

  /// For the sink's own ending, once nothing waits any more.
  private static final Duration CLOSE_SLACK = Duration.ofSeconds(5);

  private final Gate gate;
  private final Ledger ledger;
  private final Thread thread;
  private final Inbox inbox;
  private final Sink sink;

  /// When the sink should have settled all, once somebody wants the lane to end.
  private volatile @Nullable Long closeByNanos;

  private Lane(String name, Sink.Opener opener, Gate gate, Ledger ledger) {
    this.gate = gate;
    this.ledger = ledger;
    this.thread = Thread.ofPlatform().name("lane-" + name).unstarted(this::run);
    this.inbox = new Inbox(thread);
    this.sink = opener.open(this);
  }

  static Lane open(String name, Sink.Opener opener, Gate gate, Ledger ledger) {
    var lane = new Lane(name, opener, gate, ledger);
    lane.thread.start();
    return lane;
  }

  /// Hot. Any thread.
  void post(Message message, @Nullable Consignment consignment, int index) {
    inbox.post(new Parcel(message, ledger.nanos(), this, consignment, index));
  }

  /// Runs a task on the lane's thread, in its turn. Any thread.
  @Override
  public void execute(Runnable task) {
    inbox.post(
        new Inbox.Item() {
          @Override
          void run() {
            attempt(task);
          }
        });
  }

  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("A task of the lane went wrong", e);
    }
  }

  /// Hot. The lane's thread.
  void send(Parcel parcel) {
    if (late()) {
      parcel.accept(new Outcome.Lost(Problem.stopping()));
      return;
    }
    try {
      sink.send(parcel.message, parcel);
    } catch (RuntimeException e) {
      log.error("A message for topic '{}' could not be sent", parcel.message.topic(), e);
      parcel.accept(new Outcome.Lost(Problem.bug(e)));
    }
  }

  /// Any thread.
  void settled(Parcel parcel, Outcome outcome) {
    gate.leave(parcel.message);
    ledger.settled(outcome, parcel.acceptedNanos);
  }

  /// Sends what is inside and waits for its outcome, then ends; whatever is left is lost. Returns
  /// when that is done.
  void close(Duration atMost) {
    closeByNanos = ledger.nanos() + atMost.toNanos();
    execute(() -> {}); // so that it looks
    try {
      if (thread.join(atMost)) return;
      sink.stopWaiting(); // it may wait for room that a place that is away never gives
      if (!thread.join(CLOSE_SLACK)) log.error("{} did not end in time", thread.getName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    var deadline = closeByNanos;
    while (deadline == null) {
      inbox.runAll(Long.MAX_VALUE);
      deadline = closeByNanos;
    }
    finish(deadline);
  }

  private void finish(long deadline) {
    while (gate.inside() > 0 && !late()) inbox.runAll(TURN_NANOS);
    sink.close(Duration.ofNanos(Math.max(0, deadline - ledger.nanos())));
    inbox.runAll(0);
  }

  /// Whether the time for closing is over, so that what was not sent by now is not sent any more.
  private boolean late() {
    var deadline = closeByNanos;
    return deadline != null && ledger.nanos() - deadline >= 0;
  }
}
