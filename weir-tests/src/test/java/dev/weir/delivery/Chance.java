package dev.weir.delivery;

import java.util.List;
import java.util.SplittableRandom;

/// All that is left to chance, decided by the seed. One thread.
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  boolean oneIn(int cases) {
    return random.nextInt(cases) == 0;
  }

  boolean coin() {
    return random.nextBoolean();
  }

  /// Both ends included.
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /// Small ones are as likely as large ones.
  long spread(long least, long most) {
    return (long) (least * Math.pow((double) most / least, random.nextDouble()));
  }

  long number() {
    return random.nextLong();
  }

  double share() {
    return random.nextDouble();
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
