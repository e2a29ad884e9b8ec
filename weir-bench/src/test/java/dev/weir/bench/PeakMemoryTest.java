package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PeakMemoryTest {
  @Test
  void the_peak_is_read_from_the_kernels_lines() {
    var status = "Name:\tjava\nVmPeak:\t 9999999 kB\nVmHWM:\t  524288 kB\nVmRSS:\t 1024 kB\n";

    assertThat(PeakMemory.mib(status)).isEqualTo(512);
  }

  @Test
  void this_process_has_had_some_memory() {
    assertThat(PeakMemory.mib(ProcessHandle.current().pid())).isPositive();
  }

  @Test
  void a_process_that_has_ended_has_none() {
    assertThat(PeakMemory.mib(Long.MAX_VALUE)).isZero();
  }
}
