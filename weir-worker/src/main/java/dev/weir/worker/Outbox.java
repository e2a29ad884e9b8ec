package dev.weir.worker;

import java.util.List;

/// Brings what a [Transform] made out of the attempt, past whatever wraps it.
final class Outbox {
  private final ThreadLocal<List<Outgoing>> made = ThreadLocal.withInitial(List::of);

  <K, V> Processor<K, V> filled(Transform<K, V> transform) {
    return message -> {
      made.set(List.copyOf(transform.apply(message)));
      return Outcome.done();
    };
  }

  /// What the attempt on this thread has made.
  List<Outgoing> take() {
    var taken = made.get();
    made.remove();
    return taken;
  }
}
