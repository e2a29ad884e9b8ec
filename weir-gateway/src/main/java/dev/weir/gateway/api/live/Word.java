package dev.weir.gateway.api.live;

import dev.weir.Problem;
import dev.weir.delivery.SinkState;
import java.util.List;
import java.util.stream.Collectors;

/// How the gateway is, in a few words.
record Word(Kind kind, String text) {
  private static final Word FLOWING = new Word(Kind.FINE, "Flowing");

  static Word of(Sight sight) {
    var refusal = sight.refusal();
    if (refusal != null) return new Word(Kind.LOST, "Refusing: " + brief(refusal));
    if (forMemory(sight.now()) > forMemory(sight.secondsAgo()))
      return new Word(Kind.LOST, "Refusing: memory is full");
    var away =
        sight.now().sinks().stream().filter(sink -> !sink.breaker().equals("CLOSED")).toList();
    if (!away.isEmpty()) return waiting(away);
    if (sight.silent() != null) return new Word(Kind.STORED, "Kafka does not answer");
    return flowing(sight.now().sinks());
  }

  private static long forMemory(Reading reading) {
    return reading.refused().getOrDefault(Problem.Code.MEMORY_FULL.label(), 0L);
  }

  private static String brief(Problem refusal) {
    return switch (refusal.code()) {
      case WAL_FULL -> "the log is full";
      case WAL_FAILED -> "the log's disk fails";
      case STOPPING -> "the gateway is stopping";
      case UNAVAILABLE -> "the sink is away";
      default -> refusal.why();
    };
  }

  private static Word waiting(List<SinkState> away) {
    var names =
        away.stream().map(sink -> Sight.named(sink.sink())).collect(Collectors.joining(", "));
    var stored = away.stream().mapToLong(SinkState::waiting).sum();
    var held = away.stream().allMatch(SinkState::held);
    return new Word(
        Kind.STORED,
        held
            ? "Held back from %s: %,d stored".formatted(names, stored)
            : "Waiting for %s: %,d stored".formatted(names, stored));
  }

  private static Word flowing(List<SinkState> sinks) {
    var topics = sinks.stream().mapToInt(SinkState::topicsAway).sum();
    if (topics == 0) return FLOWING;
    return new Word(
        Kind.STORED,
        topics == 1 ? "Flowing but for 1 topic" : "Flowing but for %,d topics".formatted(topics));
  }
}
