package dev.weir.gateway.tracing;

import dev.weir.Clock;
import dev.weir.Outcome;

/// What all spans are made with. Any thread.
record Spans(Exporter exporter, WallTime wallTime, Clock clock) {
  void add(Finished span) {
    exporter.add(span);
  }

  /// From then on until now.
  Finished.Times until(long begunNanos) {
    return wallTime.between(begunNanos, clock.nanos());
  }

  long nanos() {
    return clock.nanos();
  }

  static String label(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> "accepted";
      case Outcome.Stored _ -> "stored";
      case Outcome.Delivered _ -> "delivered";
      case Outcome.Refused _ -> "refused";
      case Outcome.Lost _ -> "lost";
    };
  }
}
