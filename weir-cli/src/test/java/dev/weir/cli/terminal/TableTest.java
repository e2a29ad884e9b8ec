package dev.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void columns_are_as_wide_as_needed_and_numbers_stand_right() {
    var rows = List.of(List.of("NAME", "PARTITIONS"), List.of("rides", "12"), List.of("a", "3"));
    var out = new ByteArrayOutputStream();

    try (var stdout = new Stdout(out)) {
      Table.of(rows).printAligned(stdout);
    }

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            NAME   PARTITIONS
            rides          12
            a               3
            """);
  }
}
