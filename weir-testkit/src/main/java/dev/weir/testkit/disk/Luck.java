package dev.weir.testkit.disk;

import java.util.Random;

/// How much of what was not forced outlives a power cut.
@FunctionalInterface
interface Luck {
  /// The worst that a disk may do, and the same each time: nothing is kept.
  Luck NONE = most -> 0;

  /// From 0 to `most`, both included.
  int upTo(int most);

  static Luck seeded(long seed) {
    var random = new Random(seed);
    return most -> random.nextInt(most + 1);
  }

  default boolean coin() {
    return upTo(1) == 1;
  }

  /// None, all or a torn part of `length` bytes.
  default int share(int length) {
    return switch (upTo(2)) {
      case 0 -> 0;
      case 1 -> upTo(length);
      default -> length;
    };
  }
}
