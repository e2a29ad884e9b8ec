package dev.weir.delivery;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Trace;

/// Hears what became of the messages of one sink that bring a [Trace] which somebody keeps. Without
/// one of these nobody looks for it.
@FunctionalInterface
public interface Tracer {
  /// A message has its end. On any thread, which it must not block.
  void ended(Passage passage);

  /// How a message went through a lane.
  ///
  /// @param trace where it belongs
  /// @param outcome delivered, or lost; a dead letter counts as lost
  /// @param sentNanos when the sink got it for the last time, by Weir's clock; else when it ended
  /// @param waitedNanos how long it was in memory before that, since it came or was read back
  /// @param attempts how often the sink got it since then
  /// @param fromLog whether it was read back from the log, after an outage or a start
  record Passage(
      Message message,
      Trace trace,
      Outcome outcome,
      long sentNanos,
      long waitedNanos,
      int attempts,
      boolean fromLog) {}
}
