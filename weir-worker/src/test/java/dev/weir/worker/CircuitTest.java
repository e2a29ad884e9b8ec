package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class CircuitTest {
  private static final long PAUSE = Duration.ofSeconds(2).toNanos();

  private final Circuit circuit = new Circuit(Breaker.after(3).pause(Duration.ofNanos(PAUSE)));

  @Test
  void opens_at_so_many_different_records_in_a_row() {
    fail("a", "a", "a", "b");
    assertThat(circuit.state()).isEqualTo(Breaker.State.CLOSED);

    fail("c");

    assertThat(circuit.state()).isEqualTo(Breaker.State.OPEN);
    assertThat(circuit.allows(PAUSE - 1)).isFalse();
  }

  @Test
  void a_success_between_failures_counts_them_anew() {
    fail("a", "b");
    circuit.succeeded();

    fail("c", "d");

    assertThat(circuit.state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void after_the_pause_one_attempt_at_a_time_is_let_through() {
    fail("a", "b", "c");

    assertThat(circuit.allows(PAUSE)).isTrue();
    circuit.began();

    assertThat(circuit.state()).isEqualTo(Breaker.State.HALF_OPEN);
    assertThat(circuit.allows(PAUSE)).isFalse();
  }

  @Test
  void its_success_closes() {
    probe();

    circuit.succeeded();

    assertThat(circuit.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(circuit.allows(PAUSE)).isTrue();
  }

  @Test
  void its_failure_opens_for_another_pause() {
    probe();

    circuit.failed("a", PAUSE);

    assertThat(circuit.allows(2 * PAUSE - 1)).isFalse();
    assertThat(circuit.allows(2 * PAUSE)).isTrue();
  }

  @Test
  void an_end_that_says_nothing_lets_the_next_one_through() {
    probe();

    circuit.ended();

    assertThat(circuit.state()).isEqualTo(Breaker.State.HALF_OPEN);
    assertThat(circuit.allows(PAUSE)).isTrue();
  }

  @Test
  void answers_to_attempts_from_before_the_opening_say_nothing() {
    fail("a", "b", "c");

    circuit.succeeded();
    circuit.failed("d", PAUSE / 2);

    assertThat(circuit.state()).isEqualTo(Breaker.State.OPEN);
    assertThat(circuit.openUntilNanos()).isEqualTo(PAUSE);
  }

  @Test
  void one_that_is_off_never_opens() {
    var off = new Circuit(Breaker.off());

    for (var i = 0; i < 10_000; i++) off.failed(i, 0);

    assertThat(off.state()).isEqualTo(Breaker.State.CLOSED);
  }

  private void probe() {
    fail("a", "b", "c");
    assertThat(circuit.allows(PAUSE)).isTrue();
    circuit.began();
  }

  private void fail(String... records) {
    for (var record : records) circuit.failed(record, 0);
  }
}
