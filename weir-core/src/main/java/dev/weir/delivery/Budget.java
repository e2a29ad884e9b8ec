package dev.weir.delivery;

import java.util.concurrent.atomic.AtomicLong;

/// The bytes that may be in the gateway at one time: bodies that are being read and messages that
/// wait for their outcome. Any thread.
///
/// Taking and giving back are one atomic step each, so the sum never exceeds the limit.
public final class Budget {
  private volatile long limitBytes;
  private final AtomicLong used = new AtomicLong();

  public Budget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /// Takes all of it, or nothing and answers false.
  public boolean take(long bytes) {
    // Optimistic: one atomic add where there is room, which is nearly always.
    if (used.addAndGet(bytes) <= limitBytes) return true;
    used.addAndGet(-bytes);
    return false;
  }

  /// Takes it in any case, for what is there already and must be told, such as an answer: whoever
  /// comes next finds less room.
  public void owe(long bytes) {
    used.addAndGet(bytes);
  }

  public void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  /// Has another limit count from now on.
  void limit(long bytes) {
    limitBytes = bytes;
  }

  public long usedBytes() {
    return used.get();
  }

  public long limitBytes() {
    return limitBytes;
  }
}
