package dev.weir.gateway.net;

import dev.weir.delivery.Budget;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The room for the calls of a gRPC port, or for the requests of an HTTP port that are lines, and
/// for what they have read and cannot hand on yet. It is a part of `limits.memory`: a quarter at
/// most, for it is held by clients that may never go on, and messages that were taken in must find
/// room beside it.
///
/// A call for which there is none ends, and gives back what it had, so calls never wait for one
/// another. So does one that brings nothing for a while ([#patience]) in which another found none;
/// while there is room for all, a client may take its time. Any thread.
final class CallRoom {
  /// What every call may keep for nothing, so that ordinary traffic does no counting.
  static final int FREE_BYTES = 4 << 10;

  /// What a call costs by itself, also when it is answered and its client does not read: 7 to 11 KB
  /// of heap were measured.
  private static final int CALL_BYTES = 12 << 10;

  private static final int PART = 4;
  private static final int TOPIC_BYTES = 1 << 10;
  private static final int WINDOW_BYTES_MIN = 64 << 10;
  private static final int WINDOW_BYTES_MAX = 1 << 20;

  private final Budget whole;

  /// What is taken of the part, which is as large as the whole makes it by now.
  private final AtomicLong taken = new AtomicLong();

  private final Duration patience;
  private final AtomicLong refusals = new AtomicLong();
  private final AtomicInteger calls = new AtomicInteger();

  CallRoom(Budget whole, Duration patience) {
    this.whole = whole;
    this.patience = patience;
  }

  Budget whole() {
    return whole;
  }

  /// How long a client may hold room that others need without sending on.
  Duration patience() {
    return patience;
  }

  /// How often there was no room. What it is says nothing; that it has grown does.
  long refusals() {
    return refusals.get();
  }

  /// How many calls may be open.
  int callsMax() {
    return Math.clamp(whole.limitBytes() / PART / CALL_BYTES, 1, Integer.MAX_VALUE);
  }

  /// Lets a call in while there is room for one.
  boolean enter() {
    if (calls.incrementAndGet() <= callsMax()) return true;
    calls.decrementAndGet();
    return false;
  }

  void leave() {
    calls.decrementAndGet();
  }

  int openCalls() {
    return calls.get();
  }

  /// The largest message that is read: no message may be more than an eighth of the memory, so one
  /// that is longer need not be waited for.
  int messageBytesMax() {
    return (int) Math.min(GrpcPort.MESSAGE_BYTES_MAX, whole.limitBytes() / 8 + TOPIC_BYTES);
  }

  /// What a client may send ahead on one call. It is kept by the network library while the call
  /// pauses, and then it counts: a few hundred paused calls fit in the part.
  int windowBytes() {
    return Math.clamp(whole.limitBytes() / 1024, WINDOW_BYTES_MIN, WINDOW_BYTES_MAX);
  }

  Hold hold() {
    return new Hold();
  }

  private boolean take(long bytes) {
    if (taken.addAndGet(bytes) <= whole.limitBytes() / PART && whole.take(bytes)) return true;
    taken.addAndGet(-bytes);
    refusals.incrementAndGet();
    return false;
  }

  private void giveBack(long bytes) {
    whole.giveBack(bytes);
    taken.addAndGet(-bytes);
  }

  /// What one call has of it. Owned by the call's event loop.
  final class Hold {
    private long heldBytes;

    private Hold() {}

    boolean isEmpty() {
      return heldBytes == 0;
    }

    /// Makes it as much as is kept, or answers false and leaves it as it is. Hot.
    boolean resize(long keptBytes) {
      var wanted = keptBytes > FREE_BYTES ? keptBytes : 0;
      if (wanted == heldBytes) return true;
      if (wanted < heldBytes) {
        giveBack(heldBytes - wanted);
      } else if (!take(wanted - heldBytes)) {
        return false;
      }
      heldBytes = wanted;
      return true;
    }

    void release() {
      resize(0);
    }
  }
}
