package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.BreakerConfig;
import dev.weir.delivery.Breaker.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BreakerTest {
  private static final long SECOND = 1_000_000_000;
  private static final long PAUSE = SECOND / 4;
  private static final long PATIENCE = 3 * SECOND;
  private static final long TIMEOUT = 5 * SECOND;
  private static final int FAILS = 5;
  private static final int REQUESTS = 3;

  /// Below zero, as a real one may be.
  private long now = -100 * SECOND;

  private Breaker breaker = breaker(Duration.ZERO);

  @Test
  void so_many_failures_in_a_row_open_it_and_no_fewer() {
    fail(FAILS - 1);
    var before = breaker.state();

    fail(1);

    assertThat(before).isEqualTo(State.CLOSED);
    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.allows()).isFalse();
  }

  @Test
  void a_success_forgets_the_failures() {
    fail(FAILS - 1);
    succeed(1);
    fail(FAILS - 1);

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void without_an_interval_time_forgets_no_failure() {
    fail(FAILS - 1);
    pass(1_000 * SECOND);
    fail(1);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Test
  void failures_older_than_the_interval_are_forgotten() {
    breaker = breaker(Duration.ofSeconds(10));

    fail(FAILS - 1);
    pass(10 * SECOND);
    fail(FAILS - 1);
    var forgotten = breaker.state();
    pass(10 * SECOND - 1);
    fail(1);

    assertThat(forgotten).isEqualTo(State.CLOSED);
    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Test
  void a_place_that_answers_nothing_opens_it_whatever_the_failures() {
    breaker.open(now);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Test
  void it_lets_messages_try_after_the_pause_and_not_before() {
    fail(FAILS);
    pass(PAUSE - 1);
    var before = breaker.state();

    pass(1);

    assertThat(before).isEqualTo(State.OPEN);
    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void failures_of_what_was_sent_before_do_not_prolong_the_pause() {
    fail(FAILS);
    pass(PAUSE - 1);
    fail(100);
    pass(1);

    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void a_success_of_what_was_sent_before_ends_the_pause() {
    fail(FAILS);

    succeed(1);

    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void a_half_open_one_lets_a_few_try_at_a_time() {
    halfOpen();

    for (var i = 0; i < REQUESTS; i++) {
      assertThat(breaker.allows()).isTrue();
      breaker.sent();
    }

    assertThat(breaker.allows()).isFalse();
  }

  @Test
  void so_many_successes_close_it_and_no_fewer() {
    halfOpen();
    breaker.sent();
    breaker.sent();
    succeed(REQUESTS - 1);
    var before = breaker.state();
    breaker.sent();

    succeed(1);

    assertThat(before).isEqualTo(State.HALF_OPEN);
    assertThat(breaker.state()).isEqualTo(State.CLOSED);
    assertThat(breaker.allows()).isTrue();
  }

  @Test
  void each_success_makes_room_for_another_try() {
    halfOpen();
    for (var i = 0; i < REQUESTS; i++) breaker.sent();

    succeed(1);

    assertThat(breaker.allows()).isTrue();
  }

  @Test
  void one_failure_opens_a_half_open_one() {
    halfOpen();
    breaker.sent();
    succeed(1);

    fail(1);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Test
  void a_try_without_an_answer_is_a_failure_when_patience_is_over() {
    halfOpen();
    breaker.sent();
    pass(PATIENCE - 1);
    var before = breaker.state();

    pass(1);

    assertThat(before).isEqualTo(State.HALF_OPEN);
    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  /// Whatever stops in the middle, a later message gets its try.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void it_cannot_stay_half_open_without_a_try(int tries) {
    halfOpen();
    for (var i = 0; i < tries; i++) breaker.sent();

    for (var i = 0; i < 100 && !breaker.allows(); i++) pass(PATIENCE);

    assertThat(breaker.allows()).isTrue();
  }

  @Test
  void each_pause_is_twice_as_long_up_to_the_timeout() {
    fail(FAILS);

    for (var pause = PAUSE; pause < 4 * TIMEOUT; pause *= 2) {
      var expected = Math.min(pause, TIMEOUT);
      pass(expected - 1);
      assertThat(breaker.state()).as("before %d ns", expected).isEqualTo(State.OPEN);
      pass(1);
      assertThat(breaker.state()).as("after %d ns", expected).isEqualTo(State.HALF_OPEN);
      breaker.sent();
      fail(1);
    }
  }

  @Test
  void once_closed_the_next_pause_is_short_again() {
    halfOpen();
    fail(1);
    pass(2 * PAUSE);
    succeed(REQUESTS);

    fail(FAILS);
    pass(PAUSE);

    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void a_timeout_below_the_first_pause_counts() {
    breaker =
        new Breaker(
            new BreakerConfig(1, Duration.ofSeconds(3), Duration.ofMillis(1), 1, Duration.ZERO),
            now);
    fail(1);

    pass(SECOND / 1_000);

    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void a_new_place_begins_anew() {
    halfOpen();
    fail(1);

    breaker.reset(now);
    fail(FAILS - 1);

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  private Breaker breaker(Duration interval) {
    return new Breaker(
        new BreakerConfig(
            FAILS, Duration.ofNanos(PATIENCE), Duration.ofNanos(TIMEOUT), REQUESTS, interval),
        now);
  }

  private void halfOpen() {
    fail(FAILS);
    pass(PAUSE);
    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
  }

  private void fail(int times) {
    for (var i = 0; i < times; i++) breaker.failed(now);
  }

  private void succeed(int times) {
    for (var i = 0; i < times; i++) breaker.succeeded(now);
  }

  private void pass(long nanos) {
    now += nanos;
    breaker.tick(now);
  }
}
