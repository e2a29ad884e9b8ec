package dev.weir.delivery;

import dev.weir.Outcome;

/// One message that goes to several sinks: its caller hears once, when all have their outcome.
final class Fork implements Answer {
  private final Outcome[] outcomes;
  private int open;
  private final Answer answer;
  private final int index;

  Fork(int sinks, Answer answer, int index) {
    this.outcomes = new Outcome[sinks];
    this.open = sinks;
    this.answer = answer;
    this.index = index;
  }

  @Override
  public void settle(int sink, Outcome outcome) {
    synchronized (this) {
      outcomes[sink] = outcome;
      if (--open > 0) return;
    }
    answer.settle(index, weakest());
  }

  /// The first sink's word, unless another has less to say.
  private Outcome weakest() {
    var weakest = outcomes[0];
    for (var outcome : outcomes) {
      if (strength(outcome) < strength(weakest)) weakest = outcome;
    }
    return weakest;
  }

  private static int strength(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused _, Outcome.Lost _ -> 0;
      case Outcome.Accepted _ -> 1;
      case Outcome.Stored _ -> 2;
      case Outcome.Delivered _ -> 3;
    };
  }
}
