package dev.weir.tests.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How programs in other languages are run.
@Tag("foreign")
@Timeout(60)
class ForeignProgramTest {
  @Test
  void a_program_is_run_with_its_arguments_and_what_it_says_is_kept() throws Exception {
    var shell = ForeignProgram.of("sh", "any system has it").with("GREETING", "good day");

    var ran = shell.run("-c", "echo $GREETING $0; echo bad >&2; exit 3", "weir");

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.output()).isEqualTo("good day weir\nbad\n");
    assertThatThrownBy(ran::isWell).hasMessageContaining("bad");
  }

  @Test
  void a_program_that_does_not_end_is_ended() throws Exception {
    var sleep = ForeignProgram.of("sleep", "any system has it").within(Duration.ofSeconds(1));

    assertThatThrownBy(() -> sleep.run("60")).hasMessageContaining("sleep 60");
  }

  @Test
  void one_that_is_missing_says_how_to_install_it() {
    assertThatThrownBy(() -> ForeignProgram.of("no-such-program", "apt-get install it"))
        .hasMessageContaining("no-such-program was not found. Install it: apt-get install it");
  }
}
