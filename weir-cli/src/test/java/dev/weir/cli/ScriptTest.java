package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The `weir` script has its own tests; this runs them with all the others.
@Timeout(300)
final class ScriptTest {
  @Test
  void the_script_finds_builds_and_runs() throws Exception {
    var tests = Path.of(System.getProperty("weir.root"), "weir-cli/src/test/sh/weir-test.sh");

    var run = new ProcessBuilder("bash", tests.toString()).redirectErrorStream(true).start();
    var said = run.inputReader().readAllAsString();

    assertThat(run.waitFor()).as(said).isZero();
  }
}
