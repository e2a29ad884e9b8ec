package dev.weir.gateway.tracing;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Ids that nobody else has. They need not be hard to guess.
final class Ids {
  private static final HexFormat HEX = HexFormat.of();

  private Ids() {}

  static String trace() {
    return span() + span();
  }

  static String span() {
    var random = ThreadLocalRandom.current();
    var id = random.nextLong();
    while (id == 0) id = random.nextLong();
    return HEX.toHexDigits(id);
  }
}
