package dev.weir.gateway.tracing;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes a span of the request.
final class Recorded implements Arrival {
  private final String ingress;
  private final Trace here;
  private final @Nullable String parentId;
  private final Mark mark;
  private final Spans spans;
  private final long begunNanos;

  /// From here on under the lock of this, for outcomes come on any thread.
  private long messages;

  /// The topic of all of them; null before the first, and where there are several.
  private @Nullable String topic;

  private boolean severalTopics;

  /// The worst.
  private @Nullable Outcome outcome;

  private long failed;

  /// @param here what stands beneath this span
  /// @param parentId what it stands beneath, or null
  Recorded(String ingress, Trace here, @Nullable String parentId, Mark mark, Spans spans) {
    this.ingress = ingress;
    this.here = here;
    this.parentId = parentId;
    this.mark = mark;
    this.spans = spans;
    this.begunNanos = spans.nanos();
  }

  @Override
  public List<Message> marked(List<Message> arrived) {
    look(arrived);
    return mark.on(arrived);
  }

  private synchronized void look(List<Message> arrived) {
    for (var message : arrived) {
      if (topic == null) topic = message.topic();
      severalTopics |= !message.topic().equals(topic);
    }
  }

  @Override
  public synchronized void settled(Outcome one) {
    messages++;
    if (problem(one) != null) failed++;
    if (outcome == null || rank(one) > rank(outcome)) outcome = one;
  }

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered _ -> 0;
      case Outcome.Stored _ -> 1;
      case Outcome.Accepted _ -> 2;
      case Outcome.Refused _ -> 3;
      case Outcome.Lost _ -> 4;
    };
  }

  private static @Nullable Problem problem(@Nullable Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused(var problem) -> problem;
      case Outcome.Lost(var problem) -> problem;
      case Outcome.Delivered _, Outcome.Stored _, Outcome.Accepted _ -> null;
      case null -> null;
    };
  }

  @Override
  public synchronized void end() {
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("weir.ingress", ingress);
    attributes.put("messaging.system.name", "kafka");
    attributes.put("messaging.batch.message_count", messages);
    if (topic != null && !severalTopics) attributes.put("messaging.destination.name", topic);
    if (outcome != null) attributes.put("weir.outcome", Spans.label(outcome));
    var problem = problem(outcome);
    if (problem != null) {
      attributes.put("weir.failed", failed);
      attributes.put("error.type", problem.code().label());
    }
    spans.add(
        new Finished(
            here.traceId(),
            here.spanId(),
            parentId,
            "weir " + ingress,
            Finished.Kind.SERVER,
            spans.until(begunNanos),
            attributes,
            problem == null ? null : problem.text()));
  }
}
