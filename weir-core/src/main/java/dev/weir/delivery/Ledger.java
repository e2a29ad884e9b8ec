package dev.weir.delivery;

import dev.weir.Clock;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Histogram;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts every message in and out, so that at any quiet moment `accepted = delivered + lost` holds
/// exactly. Any thread.
final class Ledger {
  private static final Logger log = LoggerFactory.getLogger(Ledger.class);
  private static final long LOG_EVERY_NANOS = 1_000_000_000;

  private final Clock clock;
  private final Counter accepted;
  private final Counter delivered;
  private final Histogram seconds;
  private final Map<Problem.Code, Counter> refused = new EnumMap<>(Problem.Code.class);
  private final Map<Problem.Code, Counter> lost = new EnumMap<>(Problem.Code.class);
  private final AtomicLong nextLogNanos;

  Ledger(Metrics metrics, Clock clock) {
    this.clock = clock;
    this.nextLogNanos = new AtomicLong(clock.nanos());
    accepted = metrics.counter("weir_messages_accepted", "Messages taken in.");
    delivered =
        metrics.counter("weir_messages_delivered", "Messages that their sink acknowledged.");
    seconds =
        metrics.histogram("weir_delivery_seconds", "From taking a message in to its outcome.");
    for (var code : Problem.Code.values()) {
      var reason = new Label("reason", code.name().toLowerCase(Locale.ROOT));
      refused.put(
          code, metrics.counter("weir_messages_refused", "Messages never taken in.", reason));
      lost.put(
          code, metrics.counter("weir_messages_lost", "Messages taken in, then lost.", reason));
    }
  }

  long nanos() {
    return clock.nanos();
  }

  void accepted(int messages) {
    accepted.add(messages);
  }

  @SuppressWarnings("NullAway") // every code has its counter from the constructor on
  void refused(Problem problem, int messages) {
    refused.get(problem.code()).add(messages);
  }

  @SuppressWarnings("NullAway") // every code has its counter from the constructor on
  void settled(Outcome outcome, long startNanos) {
    seconds.observe(clock.nanos() - startNanos);
    switch (outcome) {
      case Outcome.Delivered _ -> delivered.add(1);
      case Outcome.Lost(var problem) -> {
        lost.get(problem.code()).add(1);
        logAtTimes(problem);
      }
      case Outcome.Accepted _, Outcome.Stored _, Outcome.Refused _ ->
          throw new IllegalStateException("a sink cannot answer " + outcome);
    }
  }

  /// One line a second says what happens; the counters say how often.
  private void logAtTimes(Problem problem) {
    var now = clock.nanos();
    var next = nextLogNanos.get();
    if (now - next >= 0 && nextLogNanos.compareAndSet(next, now + LOG_EVERY_NANOS)) {
      log.warn("{} (weir_messages_lost counts them all)", problem.text());
    }
  }
}
