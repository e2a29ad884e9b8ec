package dev.weir.delivery;

import dev.weir.wal.Wal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws the [SinkDetail] of a lane. The lane's thread owns it.
final class Portrait {
  private static final int TOPICS_MAX = 50;

  private final Ledger ledger;
  private final Rows rows;
  private final Sender sender;
  private final @Nullable Wal wal;
  private final Ages ages = new Ages();
  private final long bornNanos;

  Portrait(Ledger ledger, Rows rows, Sender sender, @Nullable Wal wal) {
    this.ledger = ledger;
    this.rows = rows;
    this.sender = sender;
    this.wal = wal;
    this.bornNanos = ledger.nanos();
    if (wal != null) ages.note(wal.head(), bornNanos);
  }

  SinkDetail drawn(Progress progress, long nowNanos) {
    var breaker = sender.breaker();
    var waits = sender.gone() && !sender.held();
    var logged = loggedNanos(nowNanos);
    var oldest = oldestNanos(logged, nowNanos);
    return new SinkDetail(
        ledger.millis(sender.sinceNanos()),
        waits ? ledger.millis(breaker.nextTryNanos()) : 0,
        breaker.failures(),
        sender.config().fails(),
        breaker.successes(),
        sender.config().requests(),
        failure(sender.lastFailure()),
        topicsAway(),
        queued(),
        sender.inFlight(),
        oldest == nowNanos ? 0 : ledger.millis(oldest),
        logged == bornNanos && wal != null && wal.recovered() > 0,
        progress.shown(ledger, left(), nowNanos));
  }

  private SinkDetail.@Nullable Failure failure(Sender.@Nullable Failure last) {
    if (last == null) return null;
    var problem = last.problem();
    return new SinkDetail.Failure(
        problem.code().label(), problem.text(), ledger.millis(last.nanos()));
  }

  private List<SinkDetail.TopicAway> topicsAway() {
    if (sender.away()) return List.of();
    var away = new ArrayList<SinkDetail.TopicAway>();
    for (var row : rows.busy()) {
      if (away.size() == TOPICS_MAX) break;
      if (sender.away(row)) away.add(away(row));
    }
    return away;
  }

  private SinkDetail.TopicAway away(Row row) {
    var since = row.stuck ? row.progressNanos() : row.breaker.enteredNanos();
    var why = row.trouble;
    var text = row.stuck || why == null ? "the sink answers nothing for this topic" : why.text();
    return new SinkDetail.TopicAway(row.topic, text, ledger.millis(since));
  }

  private long queued() {
    var count = 0L;
    for (var row : rows.busy()) count += row.queuedCount();
    return count;
  }

  /// Messages that wait in the log alone, as far as one can tell: what the sink has may be there,
  /// too.
  private long left() {
    return wal == null ? 0 : Math.max(0, wal.waiting() - sender.inFlight());
  }

  /// Since when the oldest is in the log; now where none is.
  private long loggedNanos(long nowNanos) {
    if (wal == null) return nowNanos;
    ages.note(wal.head(), nowNanos);
    var first = wal.firstWaiting();
    if (first < 0) return nowNanos;
    var known = ages.of(first);
    return known == Long.MIN_VALUE ? bornNanos : known;
  }

  private long oldestNanos(long loggedNanos, long nowNanos) {
    var oldest = loggedNanos;
    for (var row : rows.busy()) {
      var came = row.oldestNanos();
      if (came != null && came - oldest < 0) oldest = came;
    }
    return oldest - nowNanos > 0 ? nowNanos : oldest;
  }
}
