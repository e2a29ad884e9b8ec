package dev.weir.sink;

import dev.weir.Message;
import dev.weir.Outcome;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// A place that takes messages, used by one lane.
///
/// [#send] and [#close] are called by the lane's thread alone, [#stopWaiting] by any.
public interface Sink {
  /// Sends one message. May wait for room; never loses the order of messages of one topic and key.
  ///
  /// @param done called exactly once, on any thread, with [Outcome.Delivered] or [Outcome.Lost]
  void send(Message message, Consumer<Outcome> done);

  /// From now on a [#send] that finds no room loses its message at once, also one that waits right
  /// now: the lane's time is over, and its thread must get to [#close].
  default void stopWaiting() {}

  /// Finishes what was sent, for at most this long, and settles the rest as lost.
  void close(Duration atMost);

  /// How a lane opens its sink.
  @FunctionalInterface
  interface Opener {
    /// Opens it for one lane.
    ///
    /// @param lane runs a task on the lane's thread, between two sends
    Sink open(Executor lane);
  }
}
