package dev.weir.cli.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LagRowTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "340, 340ms",
    "12345, 12s",
    "250000, 4m 10s",
    "7500000, 2h 5m",
    "273600000, 3d 4h",
  })
  void ages_are_told_in_two_units_at_most(long millis, String text) {
    assertThat(LagRow.text(millis)).isEqualTo(text);
  }

  @Test
  void who_reads_faster_than_is_sent_has_caught_up_some_day() {
    assertThat(told(row(100L, 5, 15))).containsEntry("trend", "shrinking");
    assertThat(told(row(100L, 5, 15))).containsEntry("emptyInMs", 10_000L);
  }

  @Test
  void who_does_not_has_not() {
    assertThat(told(row(100L, 15, 5))).containsEntry("trend", "growing");
    assertThat(told(row(100L, 15, 5))).containsEntry("emptyInMs", null);
    assertThat(told(row(100L, 5, 5))).containsEntry("trend", "steady");
    assertThat(told(row(0L, 15, 15))).containsEntry("emptyInMs", 0L);
  }

  @Test
  void what_is_not_known_comes_last_and_is_over_nothing() {
    var unknown = row(null, 0, 0);

    assertThat(LagRow.WORST_FIRST.compare(unknown, row(0L, 0, 0))).isPositive();
    assertThat(LagRow.WORST_FIRST.compare(row(5L, 0, 0), row(3L, 0, 0))).isNegative();
    assertThat(unknown.isOver(0)).isFalse();
    assertThat(told(unknown)).containsEntry("trend", null).containsEntry("emptyInMs", null);
  }

  private static LagRow row(@Nullable Long lag, double in, double out) {
    return new LagRow("g", "t", null, lag, null, new LagRow.Rates(in, out));
  }

  private static Map<String, @Nullable Object> told(LagRow row) {
    return LagRow.listing(List.of(row), false).tree().getFirst();
  }
}
