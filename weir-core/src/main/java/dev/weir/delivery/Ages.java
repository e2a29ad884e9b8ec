package dev.weir.delivery;

import java.util.ArrayDeque;

/// Since when messages are in the log, to a quarter of a second at best: the place that comes next
/// is noted from time to time. The lane's thread owns it.
final class Ages {
  /// Beyond, every other note is dropped: the longer something waits the less a second matters.
  private static final int NOTES_MAX = 2_048;

  private record Note(long sequence, long nanos) {}

  private final ArrayDeque<Note> notes = new ArrayDeque<>();

  /// What is appended from now on has this place or a later one.
  void note(long sequence, long nowNanos) {
    var last = notes.peekLast();
    if (last != null && last.sequence == sequence) {
      notes.removeLast(); // nothing came meanwhile
    } else if (notes.size() == NOTES_MAX) {
      thin();
    }
    notes.addLast(new Note(sequence, nowNanos));
  }

  private void thin() {
    var all = notes.toArray(Note[]::new);
    notes.clear();
    for (var i = 0; i < all.length; i += 2) notes.addLast(all[i]);
  }

  /// The moment after which the message of this place came, or [Long#MIN_VALUE] where it is older
  /// than all notes. What is older is forgotten.
  long of(long sequence) {
    var known = Long.MIN_VALUE;
    while (!notes.isEmpty() && notes.getFirst().sequence <= sequence) {
      known = notes.removeFirst().nanos;
    }
    if (known != Long.MIN_VALUE) notes.addFirst(new Note(sequence, known));
    return known;
  }
}
