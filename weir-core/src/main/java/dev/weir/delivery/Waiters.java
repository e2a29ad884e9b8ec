package dev.weir.delivery;

import static dev.weir.delivery.Parcel.ANSWERED;

import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The messages whose callers wait, in the order of acceptance. The lane's thread owns them.
///
/// What was answered stands here still, behind one that was not, until all that came since takes as
/// much memory as all that waited then. So each is looked at a few times, and memory is bounded.
final class Waiters {
  private static final long SLACK_BYTES = 1 << 20;
  private static final int OVERHEAD_BYTES = 512;

  private long patienceNanos;
  private final ArrayDeque<Parcel> waiting = new ArrayDeque<>();

  /// What came since those that were answered were last taken out.
  private long cameBytes;

  private long pruneBytes = SLACK_BYTES;

  /// Begins with none.
  ///
  /// @param patience how long a caller waits for the level that it asked for
  Waiters(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  void patience(Duration other) {
    patienceNanos = other.toNanos();
  }

  /// Hot.
  void add(Parcel parcel) {
    while (!waiting.isEmpty() && waiting.peek().is(ANSWERED)) waiting.remove();
    cameBytes += bytes(parcel);
    if (cameBytes >= pruneBytes) prune();
    waiting.add(parcel);
  }

  private void prune() {
    waiting.removeIf(parcel -> parcel.is(ANSWERED));
    cameBytes = 0;
    pruneBytes = SLACK_BYTES;
    for (var parcel : waiting) pruneBytes += bytes(parcel);
  }

  private static long bytes(Parcel parcel) {
    return (long) parcel.message.sizeBytes() + OVERHEAD_BYTES;
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
