package dev.weir.delivery;

import static dev.weir.delivery.Parcel.LOGGED;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.config.WalMode;
import dev.weir.sink.Sink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to one sink: a thread that owns the sink, its log, and all that decides about them.
///
/// What other threads have to say is posted and waits for the lane's turn, except that a delivery
/// is booked where it is heard of, since that happens for every message.
final class Lane implements Executor {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  /// An idle lane looks after its log and its breaker this often.
  private static final long TICK_NANOS = 250_000_000;

  /// How often a busy lane tells the details of how it is.
  private static final long LOOK_NANOS = 200_000_000;

  /// How often a closing lane looks whether the last outcome is in.
  private static final long CLOSING_TICK_NANOS = 5_000_000;

  /// How long a lane with a log tries to send what is inside when it ends.
  private static final Duration CLOSE_LOGGED = Duration.ofSeconds(3);

  /// For the sink's and the log's own ending, once nothing waits any more.
  private static final Duration CLOSE_SLACK = Duration.ofSeconds(5);

  private final String name;
  private final Gate gate;
  private final Ledger ledger;
  private final @Nullable Store store;
  private final Thread owner;
  private final Inbox inbox;
  private final Flow flow;

  /// Where what has to wait here goes as well, or null.
  private volatile @Nullable Lane backup;

  /// Whether the last turn left something to be done at once, which no nap is to hold up. The
  /// lane's thread.
  private boolean more;

  /// Whether a turn is under way, for a stepped lane has no thread to tell by. The lane's thread.
  private boolean working;

  /// As the last turn left it.
  private volatile Breaker.State state = Breaker.State.CLOSED;

  private volatile int topicsAway;
  private volatile SinkDetail detail;

  /// When that is to be looked at again. The lane's thread.
  private long lookNanos;

  private volatile boolean held;

  /// Whether an outcome should wake the lane.
  private volatile boolean attentive;

  /// Set by the lane's thread as the last it does.
  private volatile boolean ended;

  /// When the sink should have settled all, once somebody wants the lane to end.
  private volatile @Nullable Long closeByNanos;

  private Lane(
      LaneSetup setup,
      @Nullable Thread owner,
      Sink.Opener opener,
      @Nullable Store store,
      Gate gate,
      Ledger ledger) {
    this.name = setup.name();
    this.gate = gate;
    this.ledger = ledger;
    this.store = store;
    this.owner =
        owner == null ? Thread.ofPlatform().name("lane-" + name).unstarted(this::run) : owner;
    this.inbox = new Inbox(this.owner);
    this.flow = new Flow(setup, this, opener.open(this), store, gate, ledger);
    this.detail = flow.detail();
    this.lookNanos = flow.nowNanos();
    if (store != null) ledger.recovered(store.log().waiting());
  }

  /// Opens one that has a thread of its own.
  static Lane open(
      LaneSetup setup, Sink.Opener opener, @Nullable Store store, Gate gate, Ledger ledger) {
    var lane = new Lane(setup, null, opener, store, gate, ledger);
    lane.owner.start();
    return lane;
  }

  /// Opens one whose turns the calling thread makes, by [#turn]: for simulations.
  static Lane stepped(
      LaneSetup setup, Sink.Opener opener, @Nullable Store store, Gate gate, Ledger ledger) {
    return new Lane(setup, Thread.currentThread(), opener, store, gate, ledger);
  }

  String name() {
    return name;
  }

  void backup(@Nullable Lane lane) {
    backup = lane;
  }

  /// Hot. Any thread. Why a message cannot be taken in right now, or null.
  @Nullable Problem refusal(Parcel.Terms terms) {
    var away = state == Breaker.State.OPEN;
    if (!away && terms.mode() != WalMode.ALWAYS) return null;
    if (away && (terms.acks() == Acks.KAFKA || terms.mode() == WalMode.DISABLE)) {
      return Problem.away(name);
    }
    if (away && store == null && terms.acks() == Acks.JOURNAL) return Problem.away(name);
    if (store == null || !terms.mode().logs() || store.log().accepting()) return null;
    return store.log().trouble();
  }

  /// Hot. Any thread.
  void post(Parcel parcel) {
    ledger.accepted();
    inbox.post(parcel);
    if (ended) takeIn();
  }

  /// Takes in a copy of what waits elsewhere. Any thread.
  private void copy(Message message) {
    if (gate.enter(List.of(message)) != null) return; // counted there: it waits there as well
    post(new Parcel(message, ledger.nanos(), Parcel.Terms.ANSWERED, this, null));
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
    if (ended) takeIn();
  }

  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("A task of the lane went wrong", e);
    }
  }

  /// One round of the lane's work; waits for some, for at most this long. The lane's thread.
  void turn(long parkNanos) {
    working = true;
    flow.begin();
    inbox.runAll(more ? 0 : parkNanos);
    more = flow.turn();
    notice();
    if (more) inbox.nudge();
    working = false;
  }

  /// Whether a turn has something to do before the next tick. Any thread.
  boolean pending() {
    return inbox.pending();
  }

  /// Shows the others how things are.
  private void notice() {
    var now = flow.state();
    if (now != state || flow.nowNanos() - lookNanos >= 0) {
      lookNanos = flow.nowNanos() + LOOK_NANOS;
      detail = flow.detail();
    }
    if (now != state) {
      log.warn("The breaker of sink '{}' is {}, it was {}", name, now, state);
      state = now;
      ledger.turned(now);
    }
    held = flow.held();
    topicsAway = flow.topicsAway();
    var waits = flow.waits();
    if (waits && !attentive) inbox.nudge(); // an outcome may have come before somebody listened
    attentive = waits;
  }

  /// Hot. The lane's thread. A mistake is that message's own: what was posted behind it goes on.
  void take(Parcel parcel) {
    try {
      flow.take(parcel);
    } catch (RuntimeException e) {
      log.error("A message for topic '{}' could not be taken", parcel.message.topic(), e);
      flow.lose(parcel, Problem.bug(e));
    }
  }

  /// Hot. Any thread.
  void delivered(Parcel parcel, int bits, Outcome.Delivered outcome) {
    var now = ledger.delivered(parcel, bits, outcome);
    parcel.row().progress(now);
    if ((bits & LOGGED) != 0 && store != null) store.log().ack(parcel.sequence());
    parcel.answer(outcome);
    if (attentive) inbox.nudge();
  }

  /// Any thread. On the lane's own it counts at once, so that nothing is sent past what failed.
  void failed(Parcel parcel, Problem problem) {
    if (Thread.currentThread().equals(owner) && working) {
      flow.failed(parcel, problem);
    } else {
      execute(() -> flow.failed(parcel, problem));
    }
  }

  /// Hot. The log's thread.
  void stored(Parcel parcel) {
    flow.stored(parcel);
  }

  /// The log's thread.
  void notStored(Parcel parcel) {
    execute(() -> flow.notStored(parcel));
  }

  /// The log's thread.
  void moved(Parcel parcel, long older) {
    flow.moved(parcel, older);
  }

  /// The log's thread.
  void notMoved(Parcel parcel, long older) {
    execute(() -> flow.notMoved(parcel, older));
  }

  /// The log's thread.
  void unburied(Parcel parcel, Problem problem) {
    execute(() -> flow.unburied(parcel, problem));
  }

  /// The lane's thread: what is done with a message that has to wait, beside keeping it.
  void copyToBackup(Parcel parcel) {
    var other = backup;
    if (other != null && state == Breaker.State.OPEN) other.copy(parcel.message);
  }

  /// Has another sink take this one's place, without loss and in order.
  ///
  /// @param fresh opened for this lane
  /// @param atMost so long the old one may finish what it has in hand
  void swap(Sink fresh, Duration atMost) {
    var deadlineNanos = ledger.nanos() + atMost.toNanos();
    execute(() -> flow.swap(new Swap(fresh, deadlineNanos)));
  }

  /// Sends those dead letters again whose sequence is chosen; tells how many. Any thread.
  CompletableFuture<Integer> requeue(LongPredicate chosen) {
    var done = new CompletableFuture<Integer>();
    execute(() -> flow.requeue(chosen, this::takeAgain, done));
    return done;
  }

  private void takeAgain(Message message, Answer answer) {
    gate.owe(message, null);
    ledger.requeued();
    take(new Parcel(message, ledger.nanos(), Parcel.Terms.REQUEUED, this, null, answer, 0));
  }

  /// Forgets those dead letters whose sequence is chosen; tells how many. Any thread.
  CompletableFuture<Integer> drop(LongPredicate chosen) {
    var done = new CompletableFuture<Integer>();
    execute(() -> flow.drop(chosen, done));
    return done;
  }

  /// Has the sink count as away until [#reset], or the next start: what comes waits in the log.
  /// Done when everybody sees it. Any thread.
  CompletableFuture<Void> trip() {
    return change(flow::hold);
  }

  /// Ends that; a sink that is away by itself is tried at once. Any thread.
  CompletableFuture<Void> reset() {
    return change(flow::reset);
  }

  /// Has what waits in the log go now, whatever `wal.resend-period` says. Any thread.
  CompletableFuture<Void> drain() {
    return change(flow::hurry);
  }

  /// Done when it has had a turn. Any thread.
  CompletableFuture<Void> turned() {
    return change(() -> {});
  }

  private CompletableFuture<Void> change(Runnable what) {
    var done = new CompletableFuture<Void>();
    execute(() -> {
      what.run();
      notice();
      done.complete(null);
    });
    return done;
  }

  /// Has other settings count from the next turn on.
  void configure(LaneSetup setup) {
    execute(() -> flow.configure(setup));
  }

  Breaker.State state() {
    return state;
  }

  SinkState report() {
    var kept = store == null ? null : store.log();
    return new SinkState(
        name,
        state.name(),
        held,
        topicsAway,
        waiting(),
        kept != null,
        kept == null ? 0 : kept.bytes(),
        kept == null ? null : kept.trouble(),
        store == null ? 0 : store.dead().waiting(),
        detail);
  }

  int topicsAway() {
    return topicsAway;
  }

  @Nullable Store store() {
    return store;
  }

  /// Messages accepted here whose outcome is open.
  long waiting() {
    return ledger.inMemory() + (store == null ? 0 : store.log().waiting());
  }

  /// Has it send what is inside and wait for the outcome, then end. What is left stays in the log;
  /// what cannot be there is lost.
  void askToEnd(Duration atMost) {
    closeByNanos = ledger.nanos() + endingWithin(atMost).toNanos();
    execute(() -> {}); // so that it looks
  }

  /// What may as well wait in the log is no reason for a long stop.
  private Duration endingWithin(Duration atMost) {
    return store == null || atMost.compareTo(CLOSE_LOGGED) < 0 ? atMost : CLOSE_LOGGED;
  }

  void awaitEnd(Duration atMost) {
    try {
      if (!owner.join(atMost.plus(CLOSE_SLACK)))
        log.error("{} did not end in time", owner.getName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A lane that made a mistake in a turn of its own does not know what it has sent and what not.
  /// To die of it as by an [Error] ends the process: the next start finds in the log what is owed.
  /// To live on would be to take messages in and deliver none.
  private void run() {
    try {
      while (step(TICK_NANOS)) {
        // until it has ended
      }
    } catch (RuntimeException e) {
      throw new AssertionError("Lane '%s' made a mistake and cannot go on".formatted(name), e);
    }
  }

  /// One turn of the lane's life; answers whether there is another. The lane's thread.
  boolean step(long parkNanos) {
    var deadline = closeByNanos;
    if (deadline == null) {
      turn(parkNanos);
      return true;
    }
    flow.stopReplay();
    turn(Math.min(parkNanos, CLOSING_TICK_NANOS));
    if (!flow.settled() && ledger.nanos() - deadline < 0) return true;
    finish(deadline);
    return false;
  }

  private void finish(long deadlineNanos) {
    working = true;
    attempt(() -> flow.close(Duration.ofNanos(Math.max(0, deadlineNanos - ledger.nanos()))));
    inbox.runAll(0);
    flow.keepRest();
    if (store != null) store.close();
    ended = true;
    takeIn();
  }

  /// What comes when the lane has ended finds nobody there: whoever brings it sees to it.
  private synchronized void takeIn() {
    inbox.runAll(0);
    flow.keepRest();
  }
}
