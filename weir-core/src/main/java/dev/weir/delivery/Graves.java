package dev.weir.delivery;

import static dev.weir.delivery.Parcel.LOGGED;

import dev.weir.Problem;
import dev.weir.wal.Wal;
import java.util.function.BiConsumer;

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
    return store.dead().append(parcel.message, reason, listener) != Wal.NOT_APPENDED;
  }

  private void buried(Parcel parcel) {
    var bits = parcel.mark(Parcel.DONE);
    if ((bits & LOGGED) != 0) store.log().ack(parcel.sequence());
    ledger.deadLettered(parcel, bits);
  }
}
