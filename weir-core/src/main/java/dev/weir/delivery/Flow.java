package dev.weir.delivery;

import static dev.weir.delivery.Parcel.ANSWERED;
import static dev.weir.delivery.Parcel.DONE;
import static dev.weir.delivery.Parcel.LOGGED;
import static dev.weir.delivery.Parcel.SENT;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Problem.Code;
import dev.weir.sink.Sink;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// What a lane does in its turns: sends what may be sent, has the rest wait in the log, and goes on
/// with what waits there. The lane's thread owns it and all that it is made of.
final class Flow {
  private LaneSetup setup;
  private final Ledger ledger;
  private final @Nullable Store store;
  private final Rows rows;
  private final Waiters waiters;
  private final Sender sender;
  private final @Nullable Keeper keeper;
  private final @Nullable Replay replay;
  private final @Nullable Graves graves;
  private final Portrait portrait;

  /// What is done with a message that has to wait, beside keeping it.
  private final Consumer<Parcel> backup;

  /// Whether dead letters may come in.
  private final BooleanSupplier roomy;

  /// Of the log's damaged records, those that are in the books.
  private long corrupt;

  /// The time of this turn.
  private long nowNanos;

  /// What waits in the log is not sent any more: the lane is about to end.
  private boolean stopping;

  Flow(LaneSetup setup, Lane lane, Sink sink, @Nullable Store store, Gate gate, Ledger ledger) {
    this.setup = setup;
    this.ledger = ledger;
    this.store = store;
    this.backup = lane::copyToBackup;
    this.roomy = gate::roomy;
    this.nowNanos = ledger.nanos();
    this.waiters = new Waiters(setup.answerWithin());
    var waits = store != null && store.log().waiting() > 0;
    this.rows = new Rows(setup.breaker(), store != null && waits ? store.log().head() : 0);
    this.sender = new Sender(setup, sink, nowNanos);
    this.keeper = store == null ? null : new Keeper(store.log(), ledger);
    this.replay =
        store == null
            ? null
            : new Replay(store.log(), rows, sender, lane, gate, new Pace(setup.wal(), nowNanos));
    this.corrupt = store == null ? 0 : store.log().corrupt();
    this.graves = store == null ? null : new Graves(store, ledger, lane::unburied);
    this.portrait = new Portrait(ledger, rows, sender, store == null ? null : store.log());
  }

  /// A new round begins.
  void begin() {
    nowNanos = ledger.nanos();
  }

  /// Hot. A parcel that was posted.
  void take(Parcel parcel) {
    var row = rows.busy(parcel.message.topic(), nowNanos);
    parcel.row(row);
    if (keeper != null && parcel.terms.journaled()) {
      row.unsafe |= !keeper.append(parcel); // where that fails, the parcel waits in memory
    }
    if (!parcel.is(ANSWERED)) waiters.add(parcel);
    if (row.direct() && sender.takes(row, parcel)) {
      sender.send(row, parcel, nowNanos);
    } else {
      row.enqueue(parcel);
    }
  }

  /// All that was posted is taken. Answers whether there is more to do at once.
  boolean turn() {
    nowNanos = ledger.nanos();
    var more = graves != null && !stopping && graves.turn(roomy);
    for (var row : rows.busy()) sender.settle(row, nowNanos);
    sender.watch(rows.busy(), nowNanos);
    expire();
    for (var row : rows.busy()) {
      advance(row);
      row.tidy();
    }
    // What has no place in the log would be lost with the end: then better the sink has it.
    if (stopping && sender.held() && rows.sending()) sender.release();
    more |= replay != null && !stopping && replay.turn(nowNanos);
    rows.forgetIdle();
    if (store != null) {
      store.turn();
      bookCorrupt(store.log().corrupt());
    }
    sender.turn(rows.busy());
    return more;
  }

  /// What the log had and cannot read any more is lost.
  private void bookCorrupt(long corruptNow) {
    if (corruptNow == corrupt) return;
    ledger.corrupt(corruptNow - corrupt);
    corrupt = corruptNow;
  }

  /// Sends what the row has in memory, or has it wait in the log.
  private void advance(Row row) {
    row.takeBackUnstored();
    if (sender.away(row)) {
      row.inMemory().filter(parcel -> !parcel.terms.kept()).forEach(this::turnAway);
      retreat(row);
      return;
    }
    for (var next = row.peek(); next != null; next = row.peek()) {
      if (!sender.takes(row, next)) break;
      row.remove();
      sender.send(row, next, nowNanos);
    }
    if (row.queuedBytes > setup.limits().memory() / 8) retreat(row);
    if (row.unsafe && store != null && store.log().accepting()) makeSafe(row);
  }

  /// There is room in the log again: who waits for that need not wait for all that is older.
  private void makeSafe(Row row) {
    if (keeper != null) row.unsafe = !keeper.roomToMove(row) || !keeper.secureQueue(row);
  }

  /// Its caller will send it again.
  private void turnAway(Parcel parcel) {
    lose(parcel, Problem.away(setup.name()));
  }

  /// What the row has in memory goes to the log, as far as that takes it.
  private void retreat(Row row) {
    if (keeper == null) return;
    if (keeper.roomToMove(row)) {
      if (!row.secured) row.secured = keeper.secure(row);
      if (row.secured) keeper.spill(row, backup);
    }
    if (sender.away(row)) row.inMemory().filter(Flow::unsafe).forEach(this::turnAwayUnsafe);
  }

  /// Asked to be safe on the disk, and is not.
  private static boolean unsafe(Parcel parcel) {
    return parcel.terms.acks() == Acks.JOURNAL && !parcel.is(LOGGED) && !parcel.is(ANSWERED);
  }

  private void turnAwayUnsafe(Parcel parcel) {
    var trouble = store == null ? null : store.log().trouble();
    lose(parcel, trouble == null ? Problem.away(setup.name()) : trouble);
  }

  private void expire() {
    for (var late = waiters.pollOverdue(nowNanos);
        late != null;
        late = waiters.pollOverdue(nowNanos)) {
      var problem = Problem.timedOut(late.message.topic(), waiters.patienceMillis());
      if (late.is(SENT) || late.is(LOGGED)) {
        late.answer(new Outcome.Lost(problem)); // what becomes of it is booked when it is known
      } else {
        lose(late, problem);
      }
    }
  }

  /// The sink did not take it.
  void failed(Parcel parcel, Problem problem) {
    parcel.back();
    var row = rows.busy(parcel.message.topic(), nowNanos);
    if (!problem.code().retriable()) {
      sender.succeeded(row, nowNanos);
      finish(row, parcel, problem);
      return;
    }
    if (problem.code() != Code.MEMORY_FULL && problem.code() != Code.STOPPING) {
      sender.failed(row, problem, rows.busy().size() == 1, nowNanos);
    }
    if (parcel.terms.kept()) {
      row.failed(parcel);
    } else {
      lose(parcel, problem);
    }
  }

  /// It will never be taken: its caller hears it, or it is kept for a person to decide.
  private void finish(Row row, Parcel parcel, Problem problem) {
    if (parcel.answer(new Outcome.Lost(problem))) {
      lose(parcel, problem); // decided by the answer: the log's thread may give another one now
    } else if (problem.code() == Code.UNKNOWN_TOPIC && row.mayComeTrue(nowNanos)) {
      sender.note(row, problem, nowNanos);
      row.failed(parcel);
      row.breaker.open(nowNanos);
    } else if (graves == null || !parcel.terms.logged() || !graves.bury(parcel, problem)) {
      unburied(parcel, problem);
    }
  }

  /// There is no room for dead letters. What is in the log stays there and is tried again.
  void unburied(Parcel parcel, Problem problem) {
    var row = rows.busy(parcel.message.topic(), nowNanos); // it may have had nothing in it since
    parcel.row(row);
    if (parcel.is(LOGGED)) {
      sender.note(row, problem, nowNanos);
      row.failed(parcel);
      row.breaker.open(nowNanos);
    } else {
      lose(parcel, problem);
    }
  }

  /// It has its end: neither its sink nor the log will have it.
  void lose(Parcel parcel, Problem problem) {
    var bits = parcel.mark(DONE);
    if ((bits & DONE) != 0) return;
    if ((bits & LOGGED) != 0 && store != null) store.log().ack(parcel.sequence());
    parcel.row().untidy = true;
    ledger.lost(problem, parcel, bits);
    parcel.answer(new Outcome.Lost(problem));
  }

  /// The log has forgotten it.
  void notStored(Parcel parcel) {
    var row = rows.busy(parcel.message.topic(), nowNanos);
    if (keeper != null && keeper.takeBack(parcel)) row.unstored(parcel);
    row.unsafe();
  }

  /// The log has forgotten its newer place.
  void notMoved(Parcel parcel, long older) {
    var row = rows.busy(parcel.message.topic(), nowNanos);
    if (keeper != null && keeper.takeBack(row, parcel, older)) row.unstored(parcel);
    row.unsafe();
  }

  /// Hot. Any thread.
  void stored(Parcel parcel) {
    if (keeper != null) keeper.stored(parcel);
    if (parcel.terms.acks() == Acks.JOURNAL) parcel.answer(Outcome.STORED);
  }

  /// Any thread.
  void moved(Parcel parcel, long older) {
    if (keeper != null) keeper.moved(parcel, older);
    if (parcel.terms.acks() == Acks.JOURNAL) parcel.answer(Outcome.STORED);
  }

  /// Sends dead letters again, some of them a turn.
  void requeue(
      LongPredicate chosen, BiConsumer<Message, Answer> send, CompletableFuture<Integer> done) {
    if (graves == null) done.complete(0);
    else graves.requeue(chosen, send, done);
  }

  /// Forgets dead letters, some of them a turn.
  void drop(LongPredicate chosen, CompletableFuture<Integer> done) {
    if (graves == null) done.complete(0);
    else graves.drop(chosen, done);
  }

  void configure(LaneSetup next) {
    setup = next;
    sender.configure(next, nowNanos);
    waiters.patience(next.answerWithin());
    rows.configure(next.breaker(), nowNanos);
    if (replay != null) replay.pace(new Pace(next.wal(), nowNanos));
  }

  void swap(Swap next) {
    sender.swap(next);
  }

  /// Has what waits in the log go now, whatever `wal.resend-period` says.
  void hurry() {
    if (replay != null) replay.hurry(nowNanos);
  }

  /// Has the sink count as away, whatever it answers, until [#reset].
  void hold() {
    sender.hold(nowNanos);
  }

  /// Has the sink and all topics count as well, until they show otherwise.
  void reset() {
    sender.reset(rows.busy(), nowNanos);
  }

  boolean held() {
    return sender.held();
  }

  Breaker.State state() {
    return sender.state();
  }

  /// Hot: once a turn.
  int topicsAway() {
    var count = 0;
    for (var row : rows.busy()) {
      if (sender.away(row)) count++;
    }
    return count;
  }

  /// How things are, from nearer.
  SinkDetail detail() {
    return portrait.drawn(replay == null ? Progress.NONE : replay.progress(), nowNanos);
  }

  long nowNanos() {
    return nowNanos;
  }

  /// Whether an outcome would let something go on that waits.
  boolean waits() {
    return sender.state() != Breaker.State.CLOSED
        || sender.swapping()
        || rows.waiting()
        || (graves != null && graves.sweeping());
  }

  /// From now on what is in the log stays there.
  void stopReplay() {
    stopping = true;
    if (replay != null) replay.close();
  }

  /// Whether what is in memory is with its sink, or cannot get there.
  boolean settled() {
    return sender.gone() || (sender.inFlight() == 0 && (sender.away() || !rows.sending()));
  }

  /// The end of the sink; all that it had is settled when this returns and its outcomes are taken.
  void close(Duration atMost) {
    sender.close(sender.gone() ? Duration.ZERO : atMost);
  }

  /// What is still in memory goes to the log, or is lost.
  void keepRest() {
    nowNanos = ledger.nanos();
    if (graves != null) graves.close();
    for (var row : rows.busy()) {
      sender.settle(row, nowNanos);
      row.takeBackUnstored();
      if (keeper != null) keeper.leaveAll(row, backup);
      row.inMemory().forEach(parcel -> lose(parcel, Problem.stopping()));
    }
    for (var late = waiters.poll(); late != null; late = waiters.poll()) {
      if (late.terms.acks() == Acks.KAFKA) late.answer(new Outcome.Lost(Problem.stopping()));
    }
  }
}
