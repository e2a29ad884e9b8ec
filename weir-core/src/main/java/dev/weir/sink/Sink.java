package dev.weir.sink;

import dev.weir.Message;
import dev.weir.Outcome;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// A place that takes messages, used by one lane, on the lane's thread alone.
public interface Sink {
  /// Whether this message may be sent now without waiting. Where not, an outcome makes room.
  default boolean hasRoom(Message message) {
    return true;
  }

  /// Sends one message, behind those that were sent before.
  ///
  /// A loss with a [retriable][dev.weir.Problem.Code#retriable] problem makes the lane send the
  /// message again: in its old order, after every later one of its topic has its outcome, too.
  ///
  /// @param done called exactly once, on any thread, with [Outcome.Delivered] or [Outcome.Lost]
  void send(Message message, Consumer<Outcome> done);

  /// The lane's turn: after each batch of messages, and every 250 ms.
  default void turn() {}

  /// Whether it has just lost all that it was sent and did not answer, and will answer none of it.
  /// The lane asks in its turn, and sends that again.
  default boolean forgot() {
    return false;
  }

  /// Finishes what was sent, for at most this long, and settles the rest as lost.
  void close(Duration atMost);

  /// How a lane opens its sink.
  @FunctionalInterface
  interface Opener {
    /// Opens it for one lane. Any thread.
    ///
    /// @param lane runs a task on the lane's thread, between two sends
    Sink open(Executor lane);
  }
}
