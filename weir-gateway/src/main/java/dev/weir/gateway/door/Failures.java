package dev.weir.gateway.door;

import dev.weir.Clock;
import dev.weir.gateway.audit.Audit;
import dev.weir.gateway.net.Head;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.EnumMap;
import java.util.Map;

/// Counts who was not let in, and writes a line for each into the audit log: so many a second at
/// most, whoever knocks. Any thread.
final class Failures {
  static final int LINES_MAX = 20;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final Clock clock;
  private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);

  /// These are guarded by this.
  private long secondNanos;

  private int lines;
  private long left;

  Failures(Metrics metrics, Clock clock) {
    this.clock = clock;
    this.secondNanos = clock.nanos();
    for (var reason : Reason.values()) {
      counters.put(
          reason,
          metrics.counter(
              "weir_auth_failures",
              "Requests and calls that were not let in, or whose sender may not do that.",
              new Label("reason", reason.label())));
    }
  }

  /// @param as who they said they are
  void note(Reason reason, String as, Head head) {
    note(reason, as, head, reason.words);
  }

  void note(Reason reason, String as, Head head, String why) {
    var counter = counters.get(reason);
    if (counter != null) counter.add(1);
    if (takeLine()) Audit.refused(as, head, why);
  }

  private synchronized boolean takeLine() {
    var now = clock.nanos();
    if (now - secondNanos >= SECOND_NANOS) {
      if (left > 0) Audit.more(left);
      secondNanos = now;
      lines = 0;
      left = 0;
    }
    if (lines < LINES_MAX) {
      lines++;
      return true;
    }
    left++;
    return false;
  }
}
