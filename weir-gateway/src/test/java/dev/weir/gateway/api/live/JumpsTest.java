package dev.weir.gateway.api.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Clock;
import org.junit.jupiter.api.Test;

class JumpsTest {
  private static final long SECOND_NANOS = 1_000_000_000;

  /// Two clocks that a test moves by hand.
  private static final class Hands implements Clock {
    long nanos;
    long millis;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public long millis() {
      return millis;
    }

    void pass(long seconds) {
      nanos += seconds * SECOND_NANOS;
      millis += seconds * 1_000;
    }
  }

  @Test
  void a_clock_that_goes_is_no_trouble() {
    var hands = new Hands();
    var jumps = new Jumps(hands);

    hands.pass(3_600);
    hands.millis += 400;

    assertThat(jumps.look()).isNull();
  }

  @Test
  void a_jump_is_told_for_ten_minutes() {
    var hands = new Hands();
    var jumps = new Jumps(hands);

    hands.millis -= 12_000;
    var told = jumps.look();
    hands.pass(601);

    assertThat(requireNonNull(told).what()).isEqualTo("The clock of this machine jumped by -12 s");
    assertThat(jumps.look()).isNull();
  }
}
