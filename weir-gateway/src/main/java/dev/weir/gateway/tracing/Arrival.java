package dev.weir.gateway.tracing;

import dev.weir.Message;
import dev.weir.Outcome;
import java.util.List;

/// Messages that come with one request, and what becomes of them there: one span, where the request
/// belongs to a trace that somebody keeps.
public sealed interface Arrival permits Untraced, Unsampled, Recorded {
  /// Whether it is of a trace, be it one that nobody keeps.
  default boolean isTraced() {
    return true;
  }

  /// The same messages, with the trace in their headers. One thread at a time. Hot.
  List<Message> marked(List<Message> messages);

  /// The sender hears of this outcome. Any thread. Hot.
  void settled(Outcome outcome);

  /// The sender has heard of all. Any thread, once.
  void end();
}
