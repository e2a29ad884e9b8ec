package dev.weir.cli.produce;

import dev.weir.Message;
import java.time.Duration;

/// The way that messages take. What becomes of each is told to the [Tally].
///
/// One thread sends; [#finish] is called when it does no more.
interface Route extends AutoCloseable {
  /// Waits until there is room for this one, or nothing more is to be sent.
  void awaitRoom(Message message);

  /// Hands one over.
  void send(Message message, Place place);

  /// Nothing comes for a while, perhaps.
  default void idle() {}

  /// Returns when all that was handed over has its answer, or has none after `max` and is given up.
  ///
  /// @param keep whether it shall stay; without, a transaction is undone
  void finish(Duration max, boolean keep);

  /// Whether one message that fails undoes them all.
  default boolean isAllOrNothing() {
    return false;
  }

  /// Whether what was acknowledged is there for others to see.
  default boolean isKept() {
    return true;
  }

  @Override
  void close();
}
