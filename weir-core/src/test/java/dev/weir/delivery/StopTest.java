package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A stop while the log has no room for all that is in memory.
@Timeout(60)
final class StopTest {
  private static final int KIB = 1 << 10;
  private static final String TEXT = "x".repeat(KIB);
  private static final String LARGE = "m".repeat(10 * KIB);

  @TempDir private Path folder;
  private SteppedLane lane;

  @BeforeEach
  void open() {
    lane = SteppedLane.small(folder, 0);
  }

  @Test
  void what_is_safe_stays_so_behind_what_never_asked_to_be() {
    lane.post(Acks.MEMORY, LARGE);
    var safe = lane.post(Acks.JOURNAL, "j");
    lane.settle();
    fillTheLog();

    lane.close();

    assertThat(safe).containsExactly(Outcome.STORED);
    assertSafe("j");
    lane.assertBooksBalance();
  }

  @Test
  void what_is_safe_stays_so_behind_what_had_no_room() {
    fillTheLog();
    var others = lane.sink.takeAll();
    var large = lane.post(Acks.JOURNAL, LARGE);
    lane.settle();
    var noRoom = List.copyOf(large);
    for (var sent : others.subList(0, 100)) sent.deliver();
    for (var i = 0; i < 10; i++) lane.pass(Duration.ofMillis(250));
    var safe = lane.post(Acks.JOURNAL, "j");
    lane.settle();
    fillTheLog();

    lane.close();

    assertThat(noRoom).isEmpty();
    assertThat(safe).containsExactly(Outcome.STORED);
    assertThat(large).hasSize(1).first().isInstanceOf(Outcome.Lost.class);
    for (var sent : others) SteppedLane.fail(sent, Problem.Code.STOPPING);
    assertSafe("j");
  }

  private void fillTheLog() {
    while (lane.log().accepting()) {
      lane.post("other", Acks.JOURNAL, TEXT);
      lane.settle();
    }
  }

  private void assertSafe(String text) {
    try (var next = lane.next()) {
      assertThat(next.recover()).contains(text);
    }
  }
}
