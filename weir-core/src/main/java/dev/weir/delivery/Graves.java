package dev.weir.delivery;

import static dev.weir.delivery.Parcel.LOGGED;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.wal.Entry;
import dev.weir.wal.Wal;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// Keeps the messages that their sink will never take, with the reason, until somebody decides. The
/// lane's thread owns it.
final class Graves {
  private final Store store;
  private final Ledger ledger;
  private final BiConsumer<Parcel, Problem> unburied;

  /// What was asked for, one after the other.
  private final ArrayDeque<Sweep> sweeps = new ArrayDeque<>();

  /// @param unburied hears, on the log's thread, of one for which there was no room after all
  Graves(Store store, Ledger ledger, BiConsumer<Parcel, Problem> unburied) {
    this.store = store;
    this.ledger = ledger;
    this.unburied = unburied;
  }

  /// Answers false if there is no room.
  boolean bury(Parcel parcel, Problem reason) {
    var listener =
        new Wal.Listener() {
          @Override
          public void stored() {
            buried(parcel, reason);
          }

          @Override
          public void notStored(Problem why) {
            unburied.accept(parcel, reason);
          }
        };
    var sequence = store.dead().append(parcel.message, reason, listener);
    if (sequence == Wal.NOT_APPENDED) return false;
    store.dead().release(sequence); // it is read back when somebody asks for it
    return true;
  }

  /// Has those that are chosen sent again, in their order; each stays here until it is safe there,
  /// and nobody else sends it meanwhile.
  ///
  /// @param send takes a message back into the lane, and the answer that it is safe
  void requeue(
      LongPredicate chosen, BiConsumer<Message, Answer> send, CompletableFuture<Integer> done) {
    Consumer<Entry> again =
        entry -> send.accept(entry.message(), (_, outcome) -> requeued(entry, outcome));
    sweeps.add(new Sweep(chosen, again, store.dead(), done));
  }

  private void requeued(Entry entry, Outcome outcome) {
    switch (outcome) {
      case Outcome.Stored _, Outcome.Delivered _ -> store.dead().ack(entry.sequence());
      case Outcome.Accepted _, Outcome.Refused _, Outcome.Lost _ ->
          store.dead().release(entry.sequence()); // it stays here
    }
  }

  void drop(LongPredicate chosen, CompletableFuture<Integer> done) {
    sweeps.add(new Sweep(chosen, entry -> store.dead().ack(entry.sequence()), store.dead(), done));
  }

  /// Goes on with what was asked for, while there is room; answers whether there is more to do at
  /// once.
  boolean turn(BooleanSupplier room) {
    var sweep = sweeps.peek();
    if (sweep == null) return false;
    var more = turn(sweep, room);
    if (sweep.isDone()) sweeps.remove();
    return more || (sweep.isDone() && sweeping());
  }

  private static boolean turn(Sweep sweep, BooleanSupplier room) {
    try {
      return sweep.turn(room);
    } catch (RuntimeException e) {
      sweep.fail(e);
      return false;
    }
  }

  boolean sweeping() {
    return !sweeps.isEmpty();
  }

  /// Whoever asked hears how far it came.
  void close() {
    sweeps.forEach(Sweep::finish);
    sweeps.clear();
  }

  private void buried(Parcel parcel, Problem reason) {
    var bits = parcel.mark(Parcel.DONE);
    if ((bits & LOGGED) != 0) store.log().ack(parcel.sequence());
    ledger.deadLettered(reason, parcel, bits);
  }
}
