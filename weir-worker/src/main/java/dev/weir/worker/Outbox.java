package dev.weir.worker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Brings what a [Transform] made out of the attempt, past whatever wraps it.
final class Outbox {
  /// Null on a thread that makes no attempt.
  @SuppressWarnings("ThreadLocalUsage") // a worker has one, and each attempt leaves it empty
  private final ThreadLocal<@Nullable List<Outgoing>> made = new ThreadLocal<>();

  /// An attempt begins on this thread.
  void open() {
    made.set(List.of());
  }

  <K, V> Processor<K, V> filled(Transform<K, V> transform) {
    return message -> {
      if (made.get() == null) {
        throw new IllegalStateException(
            "What exactlyOnce(…) makes would be lost, as around(…) calls it on another thread. Call it on the one of the attempt.");
      }
      made.set(List.copyOf(transform.apply(message)));
      return Outcome.done();
    };
  }

  /// What the attempt on this thread has made.
  List<Outgoing> take() {
    var taken = made.get();
    made.remove();
    return taken == null ? List.of() : taken;
  }
}
