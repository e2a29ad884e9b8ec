package dev.weir.cli.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// So many a second, by a clock that waiting moves on.
final class PaceTest {
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void so_many_messages_take_so_long() {
    var pace = pace("1000/s");

    for (var i = 0; i < 2001; i++) pace.await(5, () -> false);

    assertThat(nanos.get()).isGreaterThanOrEqualTo(2_000_000_000L);
  }

  @Test
  void so_many_bytes_take_so_long() {
    var pace = pace("1MB/s");

    for (var i = 0; i < 11; i++) pace.await(100_000, () -> false);

    assertThat(nanos.get()).isBetween(1_000_000_000L, 1_100_000_000L);
  }

  @Test
  void who_does_not_want_to_wait_any_more_need_not() {
    var pace = pace("0.001/s");

    pace.await(1, () -> true);
    pace.await(1, () -> true);

    assertThat(nanos.get()).isLessThan(1_000_000_000L);
  }

  private Pace pace(String rate) {
    return new Pace(PerSecond.parse(rate), nanos::get, nanos::addAndGet);
  }
}
