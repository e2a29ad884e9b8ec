package dev.weir.wal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A set of sequences as ranges with both ends in them, added in ascending order.
final class Ranges {
  private long[] ends = new long[16];
  private int count;

  void add(long first, long last) {
    if (count > 0 && ends[count - 1] + 1 >= first) {
      ends[count - 1] = Math.max(ends[count - 1], last);
      return;
    }
    if (count == ends.length) ends = Arrays.copyOf(ends, count * 2);
    ends[count++] = first;
    ends[count++] = last;
  }

  int size() {
    return count / 2;
  }

  long first(int index) {
    return ends[2 * index];
  }

  long last(int index) {
    return ends[2 * index + 1];
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean below(long end) {
    return isEmpty() || last(size() - 1) < end;
  }

  /// How many sequences there are.
  long sum() {
    var sum = 0L;
    for (var i = 0; i < size(); i++) sum += last(i) - first(i) + 1;
    return sum;
  }

  /// Those of them from `first` to `last`.
  Ranges within(long first, long last) {
    var found = new Ranges();
    for (var i = indexFrom(first); i < size() && first(i) <= last; i++) {
      found.add(Math.max(first, first(i)), Math.min(last, last(i)));
    }
    return found;
  }

  private int indexFrom(long first) {
    var low = 0;
    var high = size();
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (last(middle) < first) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  long bytesMax() {
    return (count + 1L) * Varint.BYTES_MAX;
  }

  /// Their number, then for each the distance from the end of the one before, and its length.
  void put(ByteBuffer to) {
    Varint.put(to, size());
    var before = 0L;
    for (var i = 0; i < size(); i++) {
      Varint.put(to, first(i) - before);
      Varint.put(to, last(i) - first(i));
      before = last(i);
    }
  }

  static Ranges get(ByteBuffer from) {
    var ranges = new Ranges();
    var before = 0L;
    for (var left = Varint.get(from); left > 0; left--) {
      var first = before + Varint.get(from);
      var last = first + Varint.get(from);
      // Also what was too large for a number, and so came out below it.
      if (first < before || last < first) throw new IllegalArgumentException("Ranges go back");
      ranges.add(first, last);
      before = last;
    }
    return ranges;
  }
}
