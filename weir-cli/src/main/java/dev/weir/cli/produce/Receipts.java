package dev.weir.cli.produce;

import dev.weir.cli.terminal.Stdout;
import java.util.concurrent.atomic.AtomicLongArray;

/// `--report`: partition, offset and time of each message on a line, in the order of the input;
/// dashes for what is not known.
///
/// Any thread tells of answers, one prints. No more than [#CAPACITY] may wait to be printed.
final class Receipts {
  static final int CAPACITY = 1 << 16;

  private static final int MASK = CAPACITY - 1;

  /// In place of an offset: nothing is known yet.
  private static final long OPEN = Long.MIN_VALUE;

  private final Stdout out;

  /// What is in the other arrays is published by the offset.
  private final AtomicLongArray offsets = new AtomicLongArray(CAPACITY);

  private final int[] partitions = new int[CAPACITY];
  private final long[] timestamps = new long[CAPACITY];

  /// Written by the thread that prints.
  private volatile long printed;

  Receipts(Stdout out) {
    this.out = out;
    for (var i = 0; i < CAPACITY; i++) offsets.setPlain(i, OPEN);
  }

  void put(long number, int partition, long offset, long timestamp) {
    var at = (int) number & MASK;
    partitions[at] = partition;
    timestamps[at] = timestamp;
    offsets.setRelease(at, offset);
  }

  long printed() {
    return printed;
  }

  /// Prints what is known of the next ones.
  void print() {
    var number = printed;
    for (var at = (int) number & MASK; ; at = (int) number & MASK) {
      var offset = offsets.getAcquire(at);
      if (offset == OPEN) break;
      out.line(text(partitions[at]) + "\t" + text(offset) + "\t" + text(timestamps[at]));
      offsets.setPlain(at, OPEN);
      number++;
    }
    if (number == printed) return;
    printed = number;
    out.flush();
  }

  private static String text(long number) {
    return number < 0 ? "-" : Long.toString(number);
  }
}
