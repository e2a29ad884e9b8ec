package dev.weir.delivery;

import dev.weir.Outcome;
import dev.weir.Problem;

/// Where the outcome of one message goes: once, on any thread, which it must not block.
@FunctionalInterface
public interface Answer {
  /// Called once.
  ///
  /// @param index the message's place in what it came with
  void settle(int index, Outcome outcome);

  /// Whether the messages behind one that was refused are offered all the same.
  default boolean passesOver(Problem problem) {
    return !problem.code().retriable();
  }
}
