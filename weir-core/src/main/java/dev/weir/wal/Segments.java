package dev.weir.wal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of the log, oldest first. The writer changes the list, the reader sees one or the
/// other.
final class Segments {
  private volatile List<Segment> all = List.of();

  List<Segment> all() {
    return all;
  }

  void add(Segment segment) {
    replace(List.of(), segment);
  }

  void remove(Segment segment) {
    replace(List.of(segment), null);
  }

  void replace(List<Segment> old, @Nullable Segment by) {
    var changed = new ArrayList<>(all);
    changed.removeAll(old);
    if (by != null) changed.add(by);
    changed.sort(Comparator.comparingLong(Segment::base));
    all = List.copyOf(changed);
  }

  /// The one that holds a sequence if any does.
  @Nullable Segment find(long sequence) {
    var now = all;
    var low = 0;
    var high = now.size();
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (now.get(middle).base() <= sequence) low = middle + 1;
      else high = middle;
    }
    return low == 0 ? null : now.get(low - 1);
  }

  boolean contains(Segment segment) {
    return all.contains(segment);
  }

  long bytes() {
    var sum = 0L;
    for (var segment : all) sum += segment.bytes();
    return sum;
  }
}
