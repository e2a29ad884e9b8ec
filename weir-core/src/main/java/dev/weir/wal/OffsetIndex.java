package dev.weir.wal;

import java.util.Arrays;

/// Where some of a file's messages begin, one about every 64 KiB, ascending.
///
/// The writer adds, or the reader when it is the first that passes there; both look.
final class OffsetIndex {
  private static final int STEP_BYTES = 64 << 10;

  private final long start;
  private long[] sequences = new long[4];
  private long[] offsets = new long[4];
  private int count;

  /// Read without the monitor, so that most messages pass without it.
  private volatile long nextOffset;

  OffsetIndex(long start) {
    this.start = start;
    this.nextOffset = start;
  }

  /// Hot.
  void passed(long sequence, long offset) {
    if (offset >= nextOffset) add(sequence, offset);
  }

  private synchronized void add(long sequence, long offset) {
    if (offset < nextOffset) return;
    nextOffset = offset + STEP_BYTES;
    if (count == offsets.length) {
      sequences = Arrays.copyOf(sequences, count * 2);
      offsets = Arrays.copyOf(offsets, count * 2);
    }
    sequences[count] = sequence;
    offsets[count++] = offset;
  }

  /// Where to begin to look for a sequence.
  synchronized long before(long sequence) {
    var found = Arrays.binarySearch(sequences, 0, count, sequence);
    var index = found >= 0 ? found : -found - 2;
    return index < 0 ? start : offsets[index];
  }

  /// What was written from here on is no more.
  synchronized void cutOff(long end) {
    while (count > 0 && offsets[count - 1] >= end) count--;
    nextOffset = count == 0 ? start : offsets[count - 1] + STEP_BYTES;
  }
}
