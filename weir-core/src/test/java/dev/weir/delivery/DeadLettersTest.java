package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.wal.Wal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many dead letters are sent again, or forgotten.
@Timeout(60)
final class DeadLettersTest {
  private static final int MANY = 30_000;

  @TempDir private Path folder;
  private SteppedLane lane;

  @BeforeEach
  void open() {
    lane = SteppedLane.in(folder);
  }

  @AfterEach
  void close() {
    lane.close();
  }

  @Test
  void they_are_sent_again_as_far_as_there_is_room() {
    bury(MANY);

    var count = lane.lane.requeue(_ -> true);
    for (var i = 0; i < 20; i++) lane.turn();
    var inside = lane.gate.inside();
    while (!count.isDone()) {
      lane.settle();
      lane.sink.deliverAll();
    }
    lane.settle();

    assertThat(inside).as("limits.in-flight is 10,000").isBetween(1_000, 5_000);
    assertThat(count).isCompletedWithValue(MANY);
    assertThat(lane.sink.texts()).hasSize(MANY);
    assertThat(lane.dead().waiting()).isZero();
    lane.assertBooksBalance();
  }

  @Test
  void whoever_asks_twice_has_them_sent_once() {
    bury(10);

    var first = lane.lane.requeue(_ -> true);
    var second = lane.lane.requeue(_ -> true);
    lane.turn();
    lane.turn();

    assertThat(first).isCompletedWithValue(10);
    assertThat(second).isCompletedWithValue(0);
    assertThat(lane.sink.texts()).hasSize(10);
  }

  @Test
  void what_failed_again_can_be_sent_once_more() {
    bury(1);
    var _ = lane.lane.requeue(_ -> true);
    lane.turn();
    lane.failAll(Problem.Code.TOO_LARGE);
    lane.turn();

    var again = lane.lane.requeue(_ -> true);
    lane.settle();
    lane.sink.deliverAll();
    lane.settle();

    assertThat(again).isCompletedWithValue(1);
    assertThat(lane.dead().waiting()).isZero();
  }

  @Test
  void they_are_forgotten_in_slices() {
    bury(MANY);

    var count = lane.lane.drop(sequence -> sequence % 2 == 0);
    lane.turn();
    var afterOne = lane.dead().waiting();
    while (!count.isDone()) lane.turn();

    assertThat(afterOne).isBetween(MANY - 1_000L, MANY - 1L);
    assertThat(count).isCompletedWithValue(MANY / 2);
    assertThat(lane.dead().waiting()).isEqualTo(MANY / 2);
  }

  @Test
  void a_stop_tells_how_many_were_sent() {
    bury(MANY);
    var count = lane.lane.requeue(_ -> true);
    lane.turn();

    lane.close();

    assertThat(count).isCompletedWithValue(1_000);
  }

  private void bury(int messages) {
    var reason = new Problem(Problem.Code.TOO_LARGE, "what", "why", "remedy");
    for (var i = 0; i < messages; i++) {
      var message = Message.of("t", null, new byte[10]);
      lane.dead().release(lane.dead().append(message, reason, new Nobody()));
    }
    lane.dead().commit();
    lane.write();
  }

  private record Nobody() implements Wal.Listener {
    @Override
    public void stored() {}

    @Override
    public void notStored(Problem why) {}
  }
}
