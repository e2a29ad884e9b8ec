package dev.weir;

import java.util.List;

/// How the answer finds its way back to the ingress that asked.
@FunctionalInterface
public interface Receipt {
  /// Called exactly once, with one outcome a message in the order of the submission. It comes on
  /// any thread, also on the caller's own before `submit` returns, and must not block.
  void settled(List<Outcome> outcomes);

  /// Hears of each message alone, and sends messages of which each makes sense behind the others
  /// only: with the first that is refused, all behind it are refused too.
  interface InOrder extends Receipt {
    /// Called exactly once a message, in any order. What is said of a whole submission holds here,
    /// too.
    ///
    /// @param index the message's place in the submission
    void settled(int index, Outcome outcome);

    @Override
    default void settled(List<Outcome> outcomes) {
      for (var i = 0; i < outcomes.size(); i++) settled(i, outcomes.get(i));
    }
  }
}
