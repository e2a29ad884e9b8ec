package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What comes while the log has no room, and the sink is about to be back.
@Timeout(60)
final class FullLogTest {
  private static final int KIB = 1 << 10;
  private static final int RATE = 100;
  private static final String TEXT = "x".repeat(KIB);
  private static final String LATE = "late".repeat(KIB);

  @TempDir private Path folder;
  private SteppedLane lane;

  @BeforeEach
  void fill() {
    lane = SteppedLane.small(folder, RATE);
    lane.post(Acks.MEMORY, TEXT);
    lane.goAway();
    while (lane.log().accepting()) {
      lane.post(Acks.JOURNAL, TEXT);
      lane.settle();
    }
  }

  @AfterEach
  void close() {
    lane.close();
  }

  @Test
  void it_is_safe_as_soon_as_there_is_room_and_not_only_when_its_turn_has_come() {
    lane.pass(Duration.ofSeconds(1));
    var state = lane.lane.state();
    var late = lane.post(Acks.JOURNAL, LATE);
    lane.settle();
    var early = lane.post(Acks.MEMORY, "later");
    var waits = List.copyOf(late);
    deliverUntilThereIsRoom();

    lane.settle();
    lane.settle();

    assertThat(state).isEqualTo(Breaker.State.HALF_OPEN);
    assertThat(early).isNotEmpty();
    assertThat(waits).isEmpty();
    assertThat(lane.log().waiting()).as("older ones, still in the log").isGreaterThan(50);
    assertThat(late).containsExactly(Outcome.STORED);
    assertThat(lane.recover()).endsWith(TEXT, LATE, "later");
    lane.assertBooksBalance();
  }

  private void deliverUntilThereIsRoom() {
    while (!lane.log().accepting()) {
      lane.sink.deliverAll();
      lane.pass(Duration.ofMillis(100));
    }
  }
}
