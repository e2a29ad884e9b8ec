package dev.weir.delivery;

import dev.weir.wal.Entry;
import dev.weir.wal.Wal;
import org.jspecify.annotations.Nullable;

/// Sends what waits in the log, oldest first. The lane's thread owns it.
///
/// It reads the log once for all topics. What belongs to a row that cannot be sent is passed over;
/// when that row is well again, the reading goes back to the first that was. While no other row has
/// anything in the log, nothing is read.
final class Replay {
  /// Records that one turn reads at most, so that what comes in does not wait for long.
  private static final int TURN_MAX = 2_000;

  private final Wal wal;
  private final Rows rows;
  private final Sender sender;
  private final Lane lane;
  private final Gate gate;
  private Pace pace;
  private final Progress progress;

  /// Read and not sent yet, for want of room.
  private @Nullable Entry held;

  Replay(Wal wal, Rows rows, Sender sender, Lane lane, Gate gate, Pace pace) {
    this.wal = wal;
    this.rows = rows;
    this.sender = sender;
    this.lane = lane;
    this.gate = gate;
    this.pace = pace;
    this.progress = new Progress();
  }

  Progress progress() {
    return progress;
  }

  void pace(Pace other) {
    pace = other;
  }

  /// Has what waits go now, whatever the period.
  void hurry(long nowNanos) {
    pace.hurry(nowNanos);
  }

  /// Sends what may be sent now; answers whether there is more that could be.
  boolean turn(long nowNanos) {
    if (sender.away()) return false;
    if (!rows.behind()) {
      pace.done(nowNanos);
      progress.ended(nowNanos);
      return false;
    }
    goBack();
    if (!rows.behind(this::ready)) return false; // reading on would help nobody
    var read = 0;
    for (; read < TURN_MAX && pace.allows(nowNanos); read++) {
      var entry = held == null ? wal.next() : held;
      held = null;
      if (entry == null) break;
      var row = rows.busy(entry.message().topic(), nowNanos);
      if (!ready(row)) {
        passOver(row, entry);
      } else if (!send(row, entry, nowNanos)) {
        held = entry;
        break;
      }
    }
    if (held == null) rows.readUpTo(wal.position());
    return read == TURN_MAX;
  }

  /// Whether what the row has in the log is next, and may be tried.
  private boolean ready(Row row) {
    return sender.tries(row) && row.peek() == null;
  }

  private boolean send(Row row, Entry entry, long nowNanos) {
    var parcel = Parcel.replayed(entry, nowNanos, lane);
    parcel.row(row);
    if (!sender.takes(row, parcel)) return false;
    gate.owe(entry.message(), null);
    pace.sent();
    progress.sent(nowNanos);
    sender.send(row, parcel, nowNanos);
    return true;
  }

  private void passOver(Row row, Entry entry) {
    row.skippedFrom = Math.min(row.skippedFrom, entry.sequence());
    wal.release(entry.sequence());
  }

  /// Reads again what was passed over, of rows that are well by now.
  private void goBack() {
    var to = Row.NOWHERE;
    for (var row : rows.busy()) {
      if (row.skippedFrom == Row.NOWHERE || !ready(row)) continue;
      to = Math.min(to, row.skippedFrom);
      row.backlogEnd = Math.max(row.backlogEnd, wal.position());
      row.skippedFrom = Row.NOWHERE;
    }
    if (to >= wal.position()) return;
    if (held != null) wal.release(held.sequence());
    held = null;
    wal.seek(to);
  }

  /// The end: what was read and not sent stays in the log.
  void close() {
    if (held != null) wal.release(held.sequence());
    held = null;
  }
}
