package dev.weir.worker;

import org.jspecify.annotations.Nullable;

/// The records of a key in a partition, oldest first: only the first is ever worked at. Owner: the
/// lanes' lock.
final class Lane {
  enum State {
    /// Its first record waits for a turn.
    READY,
    /// An attempt at its first record is under way, or a copy of it.
    BUSY,
    /// Its first record waits for a time.
    WAITING
  }

  final Tenure tenure;

  /// Null for a record that waits for nobody, alone in its lane.
  final @Nullable Key key;

  State state = State.READY;
  @Nullable Entry first;
  private @Nullable Entry last;
  int size;

  /// It came to have more than half of its partition's share, and that was told.
  boolean hot;

  /// When its last attempt began; the smallest where there was none.
  long triedNanos = Long.MIN_VALUE;

  Lane(Tenure tenure, @Nullable Key key) {
    this.tenure = tenure;
    this.key = key;
  }

  void add(Entry entry) {
    if (last == null) {
      first = entry;
    } else {
      last.next = entry;
    }
    last = entry;
    size++;
  }

  /// The first one is settled.
  void removeFirst() {
    if (first == null) throw new IllegalStateException("The lane is empty");
    first = first.next;
    if (first == null) last = null;
    size--;
  }
}
