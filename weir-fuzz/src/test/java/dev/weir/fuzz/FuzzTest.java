package dev.weir.fuzz;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The seeds of each target and some inputs made from them, the same ones each time, so that it
/// fails only for what was changed: `./weir fuzz` is what finds new faults.
@Tag("S25")
@Timeout(600)
final class FuzzTest {
  private static final Path SEEDS =
      Path.of(System.getProperty("weir.root", ""), "weir-fuzz/src/seeds");
  private static final int INPUTS = 1_000;

  private static final Target PLANTED =
      new Target("planted", PlantedFault.class.getName(), List.of("dev.weir.fuzz.**"), 16);

  @TempDir private Path folder;

  @BeforeEach
  void the_fuzzer_runs_here() {
    var machine = System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "");
    assumeTrue(
        machine.matches("(Linux|Mac OS X) (amd64|x86_64|aarch64)"),
        () -> "Jazzer has no native part for " + machine);
  }

  static List<Target> targets() {
    return Target.ALL;
  }

  @ParameterizedTest
  @MethodSource("targets")
  void nothing_is_found(Target target) throws Exception {
    var result = new Run(target, folder).sample(SEEDS, INPUTS);

    assertThat(result.failed()).as(result.text()).isFalse();
    assertThat(result.inputs()).isGreaterThanOrEqualTo(INPUTS);
    assertThat(result.branches()).isPositive();
  }

  @Test
  void a_planted_fault_is_found_and_found_again() throws Exception {
    var run = new Run(PLANTED, folder);

    var result = run.search(SEEDS, Duration.ofMinutes(2));

    assertThat(result.what()).contains("It does not hold that this is seldom");
    assertThat(result.finding()).isRegularFile();
    var again = run.again(requireNonNull(result.finding()));
    assertThat(again.what()).isEqualTo(result.what());
  }
}
