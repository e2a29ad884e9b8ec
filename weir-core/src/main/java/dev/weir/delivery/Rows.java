package dev.weir.delivery;

import dev.weir.config.BreakerConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The rows of one lane, by topic. The lane's thread owns them.
final class Rows {
  /// Rows with nothing in them are forgotten beyond this: that which was used least recently, or
  /// while that is busy, that which has become idle.
  private static final int KNOWN_MAX = 10_000;

  private BreakerConfig breaker;
  private final Map<String, Row> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Row> eldest) {
          return size() > KNOWN_MAX && !eldest.getValue().busy;
        }
      };

  /// Those that have something to be done.
  private final List<Row> busy = new ArrayList<>();

  /// Below this place the log may hold messages of any topic: it is there from an earlier start,
  /// and was not read yet. 0 once it was.
  private long recoveryEnd;

  Rows(BreakerConfig breaker, long recoveryEnd) {
    this.breaker = breaker;
    this.recoveryEnd = recoveryEnd;
  }

  /// Hot. The row of a topic, which counts as busy until it is found [idle][Row#idle].
  Row busy(String topic, long nowNanos) {
    var row = known.get(topic);
    if (row == null) {
      row = new Row(topic, new Breaker(breaker, nowNanos), nowNanos);
      row.backlogEnd = recoveryEnd;
      known.put(topic, row);
    }
    if (!row.busy) {
      row.busy = true;
      busy.add(row);
    }
    return row;
  }

  void configure(BreakerConfig other, long nowNanos) {
    if (other.equals(breaker)) return;
    breaker = other;
    for (var row : known.values()) row.breaker = new Breaker(other, nowNanos);
  }

  List<Row> busy() {
    return busy;
  }

  void forgetIdle() {
    for (var i = busy.size() - 1; i >= 0; i--) {
      var row = busy.get(i);
      if (!row.idle()) continue;
      row.busy = false;
      if (known.size() > KNOWN_MAX) known.remove(row.topic);
      busy.set(i, busy.getLast());
      busy.removeLast();
    }
  }

  /// Whether the log holds, or may hold, messages that are to be sent before what is in memory.
  boolean behind() {
    if (recoveryEnd != 0) return true;
    for (var row : busy) {
      if (row.behind()) return true;
    }
    return false;
  }

  /// The same of those rows that are chosen; a row that is not known yet is.
  boolean behind(Predicate<Row> chosen) {
    if (recoveryEnd != 0) return true;
    for (var row : busy) {
      if (row.behind() && chosen.test(row)) return true;
    }
    return false;
  }

  /// Whether something waits that an outcome would let go on.
  boolean waiting() {
    for (var row : busy) {
      if (row.sending() || row.behind()) return true;
    }
    return recoveryEnd != 0;
  }

  /// Whether something in memory could go if there were room.
  boolean sending() {
    for (var row : busy) {
      if (row.sending()) return true;
    }
    return false;
  }

  /// The log was read up to this place: rows that depend on nothing beyond are up to date again.
  void readUpTo(long position) {
    if (position >= recoveryEnd) recoveryEnd = 0;
    for (var row : busy) {
      if (position >= row.backlogEnd) row.backlogEnd = 0;
    }
  }
}
