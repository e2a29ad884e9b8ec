package dev.weir.gateway.api.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.api.groups.Progress.Rates;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void it_grows_shrinks_or_stays() {
    assertThat(waiting(100, new Rates(20, 10)).trend()).isEqualTo("growing");
    assertThat(waiting(100, new Rates(10, 20)).trend()).isEqualTo("shrinking");
    assertThat(waiting(100, new Rates(0, 0)).trend()).isEqualTo("steady");
    assertThat(waiting(100, null).trend()).isNull();
  }

  @Test
  void who_wavers_about_the_rate_of_what_comes_is_steady() {
    assertThat(waiting(100, new Rates(1_000, 985)).trend()).isEqualTo("steady");
    assertThat(waiting(100, new Rates(1_000, 900)).trend()).isEqualTo("growing");
  }

  @Test
  void it_is_empty_when_what_is_read_beyond_what_comes_has_eaten_it() {
    assertThat(waiting(100, new Rates(10, 20)).emptyInSeconds()).isEqualTo(10.0);
    assertThat(waiting(100, new Rates(20, 10)).emptyInSeconds()).isNull();
    assertThat(waiting(0, null).emptyInSeconds()).isZero();
  }

  @Test
  void of_several_messages_add_up_and_the_furthest_behind_counts() {
    var unknown = new Progress(null, null, null);
    var parts = List.of(waiting(5, new Rates(1, 2)), waiting(7, new Rates(3, 4)), unknown);

    var all = Progress.of(parts);

    assertThat(all.lag()).isEqualTo(12);
    assertThat(all.behindMillis()).isEqualTo(7_000);
    assertThat(all.rates()).isEqualTo(new Rates(4, 6));
    assertThat(Progress.of(List.of(unknown)).lag()).isNull();
  }

  private static Progress waiting(long lag, @Nullable Rates rates) {
    return new Progress(lag, lag * 1_000, rates);
  }
}
