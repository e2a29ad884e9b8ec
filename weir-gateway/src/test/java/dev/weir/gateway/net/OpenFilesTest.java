package dev.weir.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is said at a start of the files that the process may have open.
class OpenFilesTest {
  @Test
  void far_fewer_than_the_connections_that_are_allowed_are_told_with_a_remedy() {
    assertThat(new OpenFiles(1_024).caution(10_000))
        .hasValueSatisfying(line ->
            assertThat(line)
                .contains("1,024 files", "fewer than 896 connections")
                .contains("limits.connections is 10,000", "ulimit -n 65536"));
  }

  @Test
  void enough_of_them_are_not_worth_a_line() {
    assertThat(new OpenFiles(10_240).caution(10_000)).isEmpty();
    assertThat(new OpenFiles(1_024).caution(800)).isEmpty();
    assertThat(OpenFiles.UNLIMITED.caution(10_000_000)).isEmpty();
  }
}
