package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class CpuTimeTest {
  private static final String REST = " 1 2 3 0 -1 4194304 77 88 0 0 150 25 900 900 20 0 31 0 12345";

  @Test
  void user_and_system_time_are_added_and_those_of_dead_children_are_not() {
    var stat = "4711 (java) S" + REST;

    long micros = CpuTime.micros(stat);

    assertThat(micros).isEqualTo(1_750_000);
  }

  @Test
  void a_name_with_blanks_and_brackets_moves_no_field() {
    var stat = "4711 (a (b) 1 2) c) R" + REST;

    long micros = CpuTime.micros(stat);

    assertThat(micros).isEqualTo(1_750_000);
  }

  @Test
  void the_time_of_a_running_process_grows_while_it_works() {
    var self = ProcessHandle.current();
    var before = CpuTime.of(self);

    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
    long turns = 0;
    while (System.nanoTime() < endNanos || CpuTime.of(self).micros() == before.micros()) {
      turns++;
    }

    assertThat(turns).isPositive();
    assertThat(CpuTime.of(self).minus(before).micros()).isPositive();
  }

  @Test
  void the_threads_of_the_compiler_are_known_by_their_names() {
    assertThat(CpuTime.isCompiler("4712 (C2 CompilerThre) S" + REST)).isTrue();
    assertThat(CpuTime.isCompiler("4713 (vert.x-eventloo) S" + REST)).isFalse();
    assertThat(CpuTime.of(ProcessHandle.current()).compilerMicros()).isPositive();
  }
}
