package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A message that is logged is appended once more, behind older ones that were not; and the disk
/// fails between.
@Timeout(60)
final class SecondPlaceTest {
  private static final String LARGE = "m".repeat(10 << 10);

  @TempDir private Path folder;
  private SteppedLane lane;
  private List<Outcome> told;

  @BeforeEach
  void open() {
    lane = SteppedLane.small(folder, 0);
    for (var i = 0; i < SteppedLane.FAILS; i++) lane.post(Acks.MEMORY, LARGE);
    told = lane.post(Acks.JOURNAL, "j");
    lane.turn();
  }

  @Test
  void what_was_stored_stays_stored_when_the_log_is_late_to_tell_of_it() throws IOException {
    lane.writeOne(); // on the disk, and not told of
    lane.clock.advance(SteppedLane.PATIENCE);
    lane.turn();
    lane.writeOne();
    var stored = List.copyOf(told);

    failTheDisk();
    lane.close();

    assertThat(stored).containsExactly(Outcome.STORED);
    try (var next = lane.next()) {
      assertThat(next.recover()).contains("j");
    }
  }

  @Test
  void what_came_to_nothing_twice_is_not_stored_and_not_lost() throws IOException {
    lane.clock.advance(SteppedLane.PATIENCE);
    lane.turn();

    failTheDisk();

    assertThat(told).isEmpty();
    lane.turn();
    assertThat(lane.recover()).isEmpty();
    assertThat(lane.sink.texts()).contains("j");
    assertThat(told).hasSize(1);
    lane.assertBooksBalance();
    lane.close();
  }

  @Test
  void what_was_delivered_does_not_wait_in_its_first_place() throws IOException {
    lane.write();
    lane.clock.advance(SteppedLane.PATIENCE);
    lane.turn();
    lane.sink.deliverAll();

    failTheDisk();
    for (var i = 0; i < 10; i++) lane.pass(Duration.ofSeconds(1));

    assertThat(lane.log().waiting()).isZero();
    lane.assertBooksBalance();
    lane.close();
  }

  /// No new file can be begun; what is open can be written.
  private void failTheDisk() throws IOException {
    var log = folder.resolve("log");
    var away = folder.resolve("away");
    Files.move(log, away);
    lane.write();
    lane.turn();
    assertThat(lane.log().accepting()).isFalse();
    Files.move(away, log);
  }
}
