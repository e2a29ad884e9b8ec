package dev.weir.delivery;

import dev.weir.Problem;
import dev.weir.metrics.Counter;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Counts the messages that were never taken in. Any thread.
final class Refusals {
  private final Map<Problem.Code, Counter> counters = new EnumMap<>(Problem.Code.class);

  Refusals(Metrics metrics) {
    for (var code : Problem.Code.values()) {
      var reason = new Label("reason", code.name().toLowerCase(Locale.ROOT));
      counters.put(
          code,
          metrics.counter(
              "weir_messages_refused",
              "Messages that were not taken in; one that waits and is offered again counts each time.",
              reason));
    }
  }

  @SuppressWarnings("NullAway") // every code has its counter from the constructor on
  void add(Problem problem, int messages) {
    counters.get(problem.code()).add(messages);
  }
}
