package dev.weir.sink;

import dev.weir.Message;
import dev.weir.Outcome;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// A place that takes messages, used by one lane.
///
/// All but [#stopWaiting], which any thread may call, is called by the lane's thread alone.
public interface Sink {
  /// Whether a message of this size may be sent now without waiting.
  default boolean hasRoom(int bytes) {
    return true;
  }

  /// Sends one message, in the order of the calls. Never waits long.
  ///
  /// @param done called exactly once, on any thread, with [Outcome.Delivered] or [Outcome.Lost];
  ///   lost by a retriable problem, the lane sends it again, in order
  void send(Message message, Consumer<Outcome> done);

  /// The lane's turn: after each batch of sends, and at least every 250 ms.
  default void turn() {}

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
