package dev.weir.gateway.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.delivery.Budget;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FrameRoomTest {
  private static final int PART = 100_000;

  private final Budget budget = new Budget(4 * PART);
  private final FrameRoom room = new FrameRoom(budget, Duration.ofSeconds(10));
  private final FrameRoom.Hold hold = room.hold();
  private final FrameRoom.Hold other = room.hold();
  private final FrameRoom.Hold third = room.hold();

  @Test
  void little_is_free() {
    assertThat(hold.resize(FrameRoom.FREE_BYTES)).isTrue();
    assertThat(budget.usedBytes()).isZero();

    assertThat(hold.resize(FrameRoom.FREE_BYTES + 1)).isTrue();
    assertThat(budget.usedBytes()).isEqualTo(FrameRoom.FREE_BYTES + 1);
  }

  @Test
  void what_is_held_grows_and_shrinks_and_is_given_back() {
    hold.resize(50_000);
    hold.resize(60_000);
    hold.resize(20_000);
    assertThat(budget.usedBytes()).isEqualTo(20_000);

    hold.release();
    hold.release();

    assertThat(budget.usedBytes()).isZero();
    assertThat(other.resize(PART)).as("the part is whole again").isTrue();
  }

  @Test
  void the_part_is_not_exceeded_by_those_that_do_not_wait() {
    hold.resize(90_000);

    assertThat(other.resize(20_000)).isFalse();

    assertThat(budget.usedBytes()).isEqualTo(90_000);
    assertThat(room.refusals()).isOne();
  }

  @Test
  void one_that_waits_is_favoured_until_its_frame_is_done() {
    hold.resize(PART);

    assertThat(other.insist(80_000)).isTrue();
    assertThat(third.insist(20_000)).isFalse();
    assertThat(other.resize(90_000)).as("it goes on growing").isTrue();
    assertThat(budget.usedBytes()).isEqualTo(PART + 90_000);
    assertThat(other.resize(10_000)).as("the rest of its next frame").isFalse();

    assertThat(third.insist(20_000)).isTrue();
    assertThat(budget.usedBytes()).isEqualTo(PART + 20_000);
  }

  @Test
  void even_the_favoured_one_does_not_exceed_the_whole() {
    hold.resize(PART);
    budget.take(3 * PART - 10_000);

    assertThat(other.insist(10_001)).isFalse();
    assertThat(budget.usedBytes()).isEqualTo(4 * PART - 10_000);

    assertThat(other.insist(10_000)).isTrue();
    assertThat(budget.usedBytes()).isEqualTo(4 * PART);
  }

  @Test
  void one_that_goes_away_while_it_is_favoured_makes_place_for_the_next() {
    hold.resize(PART);
    other.insist(80_000);

    other.release();

    assertThat(third.insist(80_000)).isTrue();
  }
}
