package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.delivery.Simulation.Sabotage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thousand hours and more in the life of a gateway, at each of which something goes wrong.
///
/// `-Dweir.seed=N` runs one seed alone, as a failure says; `-Dweir.seeds=N` runs more of them.
@Timeout(1_800)
final class ChaosTest {
  private static final Logger log = LoggerFactory.getLogger(ChaosTest.class);
  private static final int SEEDS = Integer.getInteger("weir.seeds", 500);
  private static final int HOURS = 2;

  /// Seeds that once found a fault, beyond the first [#SEEDS].
  private static final long[] FOUND = {5558};

  /// Another seed each time would find more, and would fail those who changed nothing.
  private static LongStream seeds() {
    var one = Long.getLong("weir.seed");
    var all = LongStream.concat(LongStream.rangeClosed(1, SEEDS), LongStream.of(FOUND));
    return one == null ? all : LongStream.of(one);
  }

  @TempDir private Path folder;

  @Test
  void what_was_promised_is_kept_whatever_happens() {
    var begunNanos = System.nanoTime();

    var all = seeds().mapToObj(seed -> run(seed, Sabotage.NONE)).toList();

    log.info(
        "{} seeds, {} simulated hours: {} messages, {} arrivals, {} lives in {} s",
        all.size(),
        all.size() * HOURS,
        all.stream().mapToLong(Simulation.Summary::messages).sum(),
        all.stream().mapToLong(Simulation.Summary::arrivals).sum(),
        all.stream().mapToLong(Simulation.Summary::lives).sum(),
        (System.nanoTime() - begunNanos) / 1_000_000_000);
    assertThat(all).allMatch(summary -> summary.arrivals() > 0);
  }

  /// Where something is made wrong on purpose the audit must find it, or it proves nothing.
  @ParameterizedTest
  @CsvSource({
    "FORGETFUL_DISK, lost|reordered",
    "SINK_DROPS, lost",
    "SINK_REPEATS, duplicate",
    "SINK_SWAPS, reordered",
    "SINK_ALTERS, corrupt"
  })
  void the_audit_finds_what_is_wrong(Sabotage sabotage, String kind) {
    assertThatThrownBy(() -> LongStream.rangeClosed(1, 30).forEach(seed -> run(seed, sabotage)))
        .isInstanceOf(AssertionError.class)
        .hasMessageFindingMatch("^(" + kind + "): ")
        .hasMessageContaining("-Dweir.seed=");
  }

  private Simulation.Summary run(long seed, Sabotage sabotage) {
    try {
      return new Simulation(seed, folder.resolve(sabotage + "-" + seed), sabotage).run(HOURS);
    } catch (IOException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }
}
