package dev.weir.delivery;

import static dev.weir.delivery.Parcel.LOGGED;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.wal.Entry;
import dev.weir.wal.Wal;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// Keeps the messages that their sink will never take, with the reason, until somebody decides. The
/// lane's thread owns it.
final class Graves {
  private final Store store;
  private final Ledger ledger;
  private final BiConsumer<Parcel, Problem> unburied;

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
            buried(parcel);
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

  /// Has those that are chosen sent again, in their order; each stays here until it is safe there.
  ///
  /// @param send takes a message back into the lane, and the answer that it is safe
  int requeue(LongPredicate chosen, BiConsumer<Message, Answer> send) {
    return each(
        chosen, entry -> send.accept(entry.message(), (_, outcome) -> requeued(entry, outcome)));
  }

  private void requeued(Entry entry, Outcome outcome) {
    switch (outcome) {
      case Outcome.Stored _, Outcome.Delivered _ -> {
        store.dead().ack(entry.sequence());
      }
      case Outcome.Accepted _, Outcome.Refused _, Outcome.Lost _ -> {} // it stays here
    }
  }

  int drop(LongPredicate chosen) {
    return each(chosen, entry -> store.dead().ack(entry.sequence()));
  }

  private int each(LongPredicate chosen, Consumer<Entry> act) {
    var dead = store.dead();
    dead.seek(0);
    var count = 0;
    for (var entry = dead.next(); entry != null; entry = dead.next()) {
      dead.release(entry.sequence());
      if (!chosen.test(entry.sequence())) continue;
      act.accept(entry);
      count++;
    }
    return count;
  }

  private void buried(Parcel parcel) {
    var bits = parcel.mark(Parcel.DONE);
    if ((bits & LOGGED) != 0) store.log().ack(parcel.sequence());
    ledger.deadLettered(parcel, bits);
  }
}
