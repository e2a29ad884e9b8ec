package dev.weir.worker;

import org.jspecify.annotations.Nullable;

/// Makes attempts on a virtual thread, one after the other, as long as the lanes have another.
final class Runner<K, V> implements Runnable {
  private final Attempt<K, V> attempt;
  private final Endings endings;
  private final @Nullable Outbox outbox;
  private final Entry first;

  /// @param outbox where attempts leave what they have made; null where they make nothing
  Runner(Attempt<K, V> attempt, Endings endings, @Nullable Outbox outbox, Entry first) {
    this.attempt = attempt;
    this.outbox = outbox;
    this.endings = endings;
    this.first = first;
  }

  @Override
  public void run() {
    @Nullable Entry entry = first;
    while (entry != null) entry = one(entry);
  }

  /// Hot.
  ///
  /// @return the one to go on with
  private @Nullable Entry one(Entry entry) {
    var call = entry.call;
    if (!entry.enter()) return endings.ended(entry, call, gone());
    endings.started(entry);
    try {
      if (outbox != null) outbox.open();
      var outcome = attempt.of(entry.record, entry.attempts, entry);
      if (outbox != null) entry.outgoing = outbox.take();
      return outcome instanceof Outcome.Later later
          ? endings.later(entry, call, later)
          : endings.ended(entry, call, outcome);
    } catch (OutOfMemoryError | LinkageError e) {
      return endings.broken(entry, call, e);
    }
  }

  private static Outcome gone() {
    return Outcome.retry(new InterruptedException("Its partition has gone"));
  }
}
