package dev.weir.tests.faults;

import java.util.BitSet;

/// What one producer sent of one key. The producer owns it; others read it once that has ended.
final class Sent {
  private final BitSet acknowledged = new BitSet();
  private int count;

  int next() {
    return count++;
  }

  void acknowledged(int number) {
    acknowledged.set(number);
  }

  int count() {
    return count;
  }

  BitSet acknowledged() {
    return acknowledged;
  }
}
