package dev.weir.delivery;

import static dev.weir.delivery.Parcel.DONE;
import static dev.weir.delivery.Parcel.LOGGED;
import static dev.weir.delivery.Parcel.MOVING;
import static dev.weir.delivery.Parcel.SPILLED;
import static dev.weir.delivery.Parcel.STORED;

import dev.weir.Message;
import dev.weir.wal.Wal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Puts messages on the log, and out of memory. The lane's thread owns it.
///
/// A message's place in the log is its place in its row. So where one has to be logged that is
/// older than others that are logged already, those are appended once more behind it; their first
/// place ends when the second is durable.
final class Keeper {
  private static final long NO_ROOM = Long.MIN_VALUE;

  private final Wal wal;
  private final Ledger ledger;

  Keeper(Wal wal, Ledger ledger) {
    this.wal = wal;
    this.ledger = ledger;
  }

  /// Appends one, anew if it is there already; answers false if the log takes nothing now.
  boolean append(Parcel parcel) {
    if (!parcel.is(LOGGED)) return append(parcel, parcel);
    if (parcel.is(MOVING)) return false; // one move at a time
    if (append(parcel, parcel.moving())) return true;
    parcel.unmark(MOVING);
    return false;
  }

  private boolean append(Parcel parcel, Wal.Listener listener) {
    var sequence = wal.append(parcel.message, null, listener);
    if (sequence == Wal.NOT_APPENDED) return false;
    var state = parcel.logged(sequence);
    if ((state & DONE) != 0) {
      wal.ack(sequence); // its sink was quicker
    } else if ((state & LOGGED) == 0) {
      ledger.inMemory(-1);
    }
    return true;
  }

  /// Makes safe what stands before the log's part of a row and stays in memory: the sink is away,
  /// and a crash must not take it. Answers whether all of it is logged.
  boolean secure(Row row) {
    var place = append(row.beforeLog(), Wal.NOT_APPENDED);
    if (place == NO_ROOM) return false;
    row.place = Math.max(row.place, place);
    return true;
  }

  /// Makes safe what stands behind the log's part of a row, and stays in memory. Answers whether
  /// all of it is logged.
  boolean secureQueue(Row row) {
    return append(row.behindLog(), row.place) != NO_ROOM;
  }

  /// Answers the last one's place, or [#NO_ROOM].
  private long append(List<Parcel> parcels, long behind) {
    var place = behind;
    for (var parcel : parcels) {
      if (!parcel.terms.logged()) continue;
      if (!isBehind(parcel, place) && !append(parcel)) return NO_ROOM;
      place = parcel.sequence();
    }
    return place;
  }

  /// Whether nothing of a row has to move in the log, or there is room for all that has: where some
  /// had moved and others not, the log would have them in a wrong order.
  boolean roomToMove(Row row) {
    var moves = new Moves();
    if (!row.secured) moves.add(row.beforeLog(), Wal.NOT_APPENDED);
    moves.add(row.behindLog(), row.place);
    return moves.count == 0 || wal.fits(moves.appended.subList(0, moves.count));
  }

  /// What would be appended of a row; the first of them, up to the last that has a place already,
  /// all or not at all.
  private static final class Moves {
    private final List<Message> appended = new ArrayList<>();
    private int count;
    private long place = Wal.NOT_APPENDED;

    void add(List<Parcel> parcels, long behind) {
      place = Math.max(place, behind);
      for (var parcel : parcels) {
        if (!parcel.terms.logged()) continue;
        if (appended.isEmpty() && isBehind(parcel, place)) {
          place = parcel.sequence();
          continue;
        }
        appended.add(parcel.message);
        if (parcel.is(LOGGED)) count = appended.size();
      }
    }
  }

  /// Whether it is logged, and behind what is older.
  private static boolean isBehind(Parcel parcel, long place) {
    return parcel.is(LOGGED) && parcel.sequence() > place;
  }

  /// Has a row's queue wait in the log, as far as that takes it.
  ///
  /// @param backup what is done with each that goes to the log
  void spill(Row row, Consumer<Parcel> backup) {
    if (row.queued()) row.requeue(spill(row, row.takeQueue(), backup));
  }

  /// The end, when nothing is sent any more: what has a place in the log is left to it, and so is
  /// what gets one behind all others. Without room for all in their order, the rest stays.
  void leaveAll(Row row, Consumer<Parcel> backup) {
    if (roomToMove(row) && secure(row)) secureQueue(row);
    var all = row.takeInMemory();
    var logged = 0;
    for (var i = 0; i < all.size(); i++) {
      if (all.get(i).is(LOGGED)) logged = i + 1;
    }
    var stay = new ArrayList<Parcel>();
    for (var i = 0; i < all.size(); i++) {
      var parcel = all.get(i);
      var last = i >= logged && parcel.terms.logged();
      if (parcel.is(LOGGED) || (last && append(parcel))) leave(row, parcel, backup);
      else stay.add(parcel);
    }
    row.requeue(stay);
  }

  /// Answers what stays in memory: what is not for the log, and all behind what it has no room for.
  private List<Parcel> spill(Row row, List<Parcel> parcels, Consumer<Parcel> backup) {
    var stay = new ArrayList<Parcel>();
    var full = false;
    for (var parcel : parcels) {
      if (parcel.terms.logged() && !full) {
        full = !isBehind(parcel, row.place) && !append(parcel);
      }
      if (parcel.terms.logged() && !full) {
        row.place = parcel.sequence();
        leave(row, parcel, backup);
      } else {
        stay.add(parcel);
      }
    }
    return stay;
  }

  private void leave(Row row, Parcel parcel, Consumer<Parcel> backup) {
    release(row, parcel);
    backup.accept(parcel);
  }

  /// From here on the log alone has it.
  private void release(Row row, Parcel parcel) {
    var sequence = parcel.sequence();
    wal.release(sequence);
    if (sequence < wal.position()) row.skippedFrom = Math.min(row.skippedFrom, sequence);
    row.backlogEnd = wal.head();
    if ((parcel.mark(SPILLED) & STORED) != 0) ledger.outOfMemory(parcel);
  }

  /// The log's word, on its thread.
  void stored(Parcel parcel) {
    var before = parcel.mark(STORED);
    if ((before & (SPILLED | STORED)) == SPILLED) ledger.outOfMemory(parcel);
  }

  /// The same of another place than its first: now, and no sooner, the older one ends.
  void moved(Parcel parcel, long older) {
    wal.ack(older);
    stored(parcel);
    parcel.unmark(MOVING);
  }

  /// The log has forgotten a place of it; answers whether it left memory on the log's word, so that
  /// the row must have it back.
  boolean takeBack(Parcel parcel) {
    if (wal.holds(parcel.sequence())) return false; // it has another by now
    if ((parcel.unmark(LOGGED) & (LOGGED | DONE)) != LOGGED) return false;
    ledger.inMemory(1);
    return (parcel.unmark(SPILLED) & SPILLED) != 0;
  }

  /// The same of another place than its first: the older one counts again, if it is there still.
  boolean takeBack(Row row, Parcel parcel, long older) {
    parcel.unmark(MOVING);
    if (wal.holds(parcel.sequence()) || !wal.holds(older)) return takeBack(parcel);
    if ((parcel.logged(older) & DONE) != 0) {
      wal.ack(older);
    } else if (parcel.is(SPILLED)) {
      wal.release(older);
      row.skippedFrom = Math.min(row.skippedFrom, older);
    }
    return false;
  }
}
