package dev.weir.worker;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the listeners. One that throws changes nothing.
final class Events {
  private static final Logger log = LoggerFactory.getLogger(Events.class);

  private final List<Consumer<WorkerEvent>> listeners;
  private final LongAdder failures = new LongAdder();

  /// What happened under the lanes' lock, where nobody must be told.
  private final ConcurrentLinkedQueue<WorkerEvent> kept = new ConcurrentLinkedQueue<>();

  Events(List<Consumer<WorkerEvent>> listeners) {
    this.listeners = listeners;
  }

  /// Whether it is worth making an event.
  boolean wanted() {
    return !listeners.isEmpty();
  }

  long failures() {
    return failures.sum();
  }

  /// To be told soon, by [#tellKept].
  void keep(WorkerEvent event) {
    if (wanted()) kept.add(event);
  }

  void tellKept() {
    for (var event = kept.poll(); event != null; event = kept.poll()) tell(event);
  }

  void tell(WorkerEvent event) {
    for (var listener : listeners) {
      try {
        listener.accept(event);
      } catch (Throwable e) { // also what is no Exception: who tells goes on with other records
        failures.increment();
        log.warn("A listener failed at {}; the worker goes on", event, e);
      }
    }
  }
}
