package dev.weir.delivery;

import dev.weir.Outcome;

/// Where the outcome of one message goes: once, on any thread, which it must not block.
@FunctionalInterface
public interface Answer {
  /// Called once.
  ///
  /// @param index the message's place in what it came with
  void settle(int index, Outcome outcome);
}
