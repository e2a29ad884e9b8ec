package dev.weir.wal;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The log against its model; `-Dweir.seed=…` repeats a life, `-Dweir.actions=…` asks for more.
final class WalModelTest {
  private static final int LIFE = 4_000;

  @TempDir private Path folder;

  @Test
  @Timeout(7_200)
  void whatever_happens_the_log_does_what_its_model_does() throws IOException {
    var seed = Long.getLong("weir.seed", System.nanoTime());
    var lives = Math.ceilDiv(Long.getLong("weir.actions", 200_000), LIFE);

    for (var life = seed; life < seed + lives; life++) live(life);
  }

  private void live(long seed) throws IOException {
    var simulation = new WalSimulation(folder.resolve("life-" + seed), seed);
    try {
      simulation.run(LIFE);
    } catch (AssertionError | RuntimeException | IOException e) {
      throw new AssertionError(
          """
          Repeat it: ./weir test -pl weir-tests -am -Dtest=WalModelTest \
          -Dsurefire.failIfNoSpecifiedTests=false -Dweir.seed=%d -Dweir.actions=1
          %s\
          """
              .formatted(seed, simulation.trail()),
          e);
    }
  }
}
