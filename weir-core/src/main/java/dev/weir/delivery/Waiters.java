package dev.weir.delivery;

import static dev.weir.delivery.Parcel.ANSWERED;

import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The messages whose callers wait, in the order of acceptance. The lane's thread owns them.
final class Waiters {
  private long patienceNanos;
  private int pruneAt = 64;
  private final ArrayDeque<Parcel> waiting = new ArrayDeque<>();

  /// Begins with none.
  ///
  /// @param patience how long a caller waits for the level that it asked for
  Waiters(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  void patience(Duration other) {
    patienceNanos = other.toNanos();
  }

  void add(Parcel parcel) {
    while (!waiting.isEmpty() && waiting.peek().is(ANSWERED)) waiting.remove();
    if (waiting.size() >= pruneAt) {
      waiting.removeIf(one -> one.is(ANSWERED));
      pruneAt = 64 + 2 * waiting.size();
    }
    waiting.add(parcel);
  }

  /// Takes out one whose time is over.
  @Nullable Parcel pollOverdue(long nowNanos) {
    for (var first = waiting.peek(); first != null; first = waiting.peek()) {
      if (!first.is(ANSWERED) && nowNanos - first.acceptedNanos < patienceNanos) return null;
      waiting.remove();
      if (!first.is(ANSWERED)) return first;
    }
    return null;
  }

  /// Takes out the oldest, whatever the time.
  @Nullable Parcel poll() {
    return waiting.poll();
  }

  long patienceMillis() {
    return patienceNanos / 1_000_000;
  }
}
