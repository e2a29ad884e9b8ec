package dev.weir.worker;

import org.jspecify.annotations.Nullable;

/// Entries of which an attempt is under way, in the order of their starts: with one time limit for
/// all, the first is the next one whose time is over. Owner: the lanes' lock.
final class Running {
  private @Nullable Entry first;
  private @Nullable Entry last;

  @Nullable Entry first() {
    return first;
  }

  /// Hot.
  void add(Entry entry) {
    entry.in = this;
    entry.before = last;
    entry.after = null;
    if (last == null) {
      first = entry;
    } else {
      last.after = entry;
    }
    last = entry;
  }

  /// Takes it out of the list that it is in, if any. Hot.
  static void remove(Entry entry) {
    var list = entry.in;
    if (list == null) return;
    var before = entry.before;
    var after = entry.after;
    if (before == null) {
      list.first = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      list.last = before;
    } else {
      after.before = before;
    }
    entry.in = null;
    entry.before = null;
    entry.after = null;
  }
}
