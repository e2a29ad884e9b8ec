package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.Measurement.Effect;
import dev.weir.bench.Measurement.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final BenchOptions OPTIONS =
      BenchOptions.parse(new String[] {"--subjects", "netty-floor"});

  @Test
  void a_result_survives_its_way_through_a_line() {
    var result = new LoadResult(12_345, 6, 789.5, 1.25, 17.125);

    var read = LoadResult.parse(result.line());

    assertThat(read).isEqualTo(result);
  }

  @Test
  void a_ratio_is_the_cost_over_floor_plus_raw_of_the_same_round() {
    var all =
        List.of(
            measured(1, Row.of(Subject.NETTY_FLOOR, Mode.ASYNC), 10),
            measured(1, Row.of(Subject.WEIR, Mode.ASYNC), 30),
            measured(1, Row.paced(Mode.ASYNC), 5),
            measured(2, Row.of(Subject.NETTY_FLOOR, Mode.ASYNC), 20),
            measured(2, Row.of(Subject.WEIR, Mode.ASYNC), 60),
            measured(2, Row.paced(Mode.ASYNC), 10));

    var page = new Report(OPTIONS, all).markdown();

    assertThat(page)
        .contains("| weir | async | 1,000 | 45.0 (30.0–60.0) | 1 % |")
        .contains("| 2.00 | – |");
  }

  @Test
  void the_median_of_an_even_number_is_the_mean_of_the_middle_two() {
    assertThat(Report.median(4, 1, 3, 2)).isEqualTo(2.5);
    assertThat(Report.median(3, 1, 2)).isEqualTo(2);
  }

  private static Measurement measured(int round, Row row, int microsPerMessage) {
    var load = new LoadResult(1_000, 0, 1_000, 1, 2);
    var cpu = new CpuTime(microsPerMessage * 1_000L, 500);
    return new Measurement(round, row, load, cpu, new Effect(0, 0, 0));
  }
}
