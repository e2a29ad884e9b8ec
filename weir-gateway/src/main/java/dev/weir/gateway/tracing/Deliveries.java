package dev.weir.gateway.tracing;

import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.delivery.Tracer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a span of each end of a message at one sink. Any thread.
final class Deliveries implements Tracer {
  private static final String NAME = "weir deliver";

  private final String sink;
  private final Spans spans;

  Deliveries(String sink, Spans spans) {
    this.sink = sink;
    this.spans = spans;
  }

  @Override
  public void ended(Passage passage) {
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("messaging.system.name", "kafka");
    attributes.put("messaging.operation.name", "send");
    attributes.put("messaging.operation.type", "send");
    attributes.put("messaging.destination.name", passage.message().topic());
    attributes.put("weir.sink", sink);
    attributes.put("weir.attempts", (long) passage.attempts());
    attributes.put("weir.from_log", passage.fromLog());
    attributes.put("weir.waited_ms", passage.waitedNanos() / 1_000_000);
    var problem = outcome(passage.outcome(), attributes);
    spans.add(
        new Finished(
            passage.trace().traceId(),
            Ids.span(),
            passage.trace().spanId(),
            NAME,
            Finished.Kind.PRODUCER,
            spans.until(passage.sentNanos()),
            attributes,
            problem));
  }

  /// Answers why it failed, or null.
  private static @Nullable String outcome(Outcome outcome, Map<String, Object> attributes) {
    attributes.put("weir.outcome", Spans.label(outcome));
    return switch (outcome) {
      case Outcome.Delivered(var partition, var offset) -> {
        attributes.put("messaging.destination.partition.id", Integer.toString(partition));
        attributes.put("kafka.offset", offset);
        yield null;
      }
      case Outcome.Lost(var problem) -> failed(problem, attributes);
      case Outcome.Refused(var problem) -> failed(problem, attributes);
      case Outcome.Accepted _, Outcome.Stored _ -> null;
    };
  }

  private static String failed(Problem problem, Map<String, Object> attributes) {
    attributes.put("error.type", problem.code().label());
    return problem.text();
  }
}
