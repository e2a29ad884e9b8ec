package dev.weir.sink.kafka;

import static java.lang.Thread.State.TIMED_WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Eventually;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class WindowTest {
  @Test
  void the_window_can_be_filled_to_the_last_byte() {
    var window = new Window(10);

    window.take(4);
    window.take(6);

    assertThat(window.usedBytes()).isEqualTo(10);
  }

  @Test
  void one_byte_too_many_waits_until_enough_is_given_back() throws Exception {
    var window = new Window(10);
    window.take(4);
    window.take(4);

    var taking = Thread.ofPlatform().start(() -> window.take(5));
    Eventually.holds("it waits", () -> taking.getState() == TIMED_WAITING);
    var usedWhileWaiting = window.usedBytes();
    window.giveBack(4);
    taking.join();

    assertThat(usedWhileWaiting).isEqualTo(8);
    assertThat(window.usedBytes()).isEqualTo(9);
  }

  @Test
  void what_is_larger_than_the_window_passes_when_nothing_else_is_there() throws Exception {
    var window = new Window(10);
    window.take(1);

    var taking = Thread.ofPlatform().start(() -> window.take(100));
    Eventually.holds("it waits", () -> taking.getState() == TIMED_WAITING);
    window.giveBack(1);
    taking.join();

    assertThat(window.usedBytes()).isEqualTo(100);
    window.giveBack(100);
    assertThat(window.usedBytes()).isZero();
  }

  @Test
  void a_wait_for_room_ends_without_any_when_waiting_is_stopped() throws Exception {
    var window = new Window(10);
    window.take(8);

    var taken = new AtomicBoolean(true);
    var taking = Thread.ofPlatform().start(() -> taken.set(window.take(5)));
    Eventually.holds("it waits", () -> taking.getState() == TIMED_WAITING);
    window.stopWaiting();
    taking.join();

    assertThat(taken).isFalse();
    assertThat(window.take(3)).as("what would have to wait later").isFalse();
    assertThat(window.take(2)).as("what does not have to wait").isTrue();
    assertThat(window.usedBytes()).isEqualTo(10);
  }
}
