package dev.weir;

import java.util.List;

/// How the answer finds its way back to the ingress that asked.
@FunctionalInterface
public interface Receipt {
  /// Called exactly once, with one outcome a message in the order of the submission. It comes on
  /// any thread, also on the caller's own before `submit` returns, and must not block.
  void settled(List<Outcome> outcomes);
}
