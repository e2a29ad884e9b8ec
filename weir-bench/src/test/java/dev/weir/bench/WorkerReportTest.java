package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WorkerReportTest {
  private static final WorkerRow ROW = WorkerRow.of("10ms/1000/1", 1);

  @Test
  void a_row_has_medians_and_what_ours_is_of_the_best_other() {
    var report = new WorkerReport(List.of("weir", "parallel-consumer-key"), List.of(ROW), 100);
    for (var rate : List.of(9_000, 9_600, 1)) add(report, "weir", rate, 0);
    add(report, "parallel-consumer-key", 8_000, 0);

    var page = report.markdown();

    assertThat(page).contains("9,000 (0.50) | 8,000 (0.50) | 10,000 | 1.13 | 0.90 |");
  }

  @Test
  void records_that_came_again_are_told() {
    var report = new WorkerReport(List.of("weir"), List.of(ROW), 100);
    add(report, "weir", 9_000, 3);

    assertThat(report.markdown()).contains("9,000 (0.50), 3 repeated, 0 out of order");
  }

  private static void add(WorkerReport report, String subject, int rate, int repeated) {
    var figures = "rate=%d cpu=0.50 repeated=%d disordered=0".formatted(rate, repeated);
    report.add(ROW.word(), subject, Figures.of(figures));
  }
}
