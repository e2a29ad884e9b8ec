package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One topic gets no answer, such as one whose partition has no leader: that is no fault of the
/// sink, as soon as another topic got one.
@Timeout(60)
final class StuckTopicTest {
  @TempDir private Path folder;
  private SteppedLane lane;

  @BeforeEach
  void open() {
    lane = SteppedLane.in(folder);
  }

  @AfterEach
  void close() {
    lane.sink.deliverAll();
    lane.close();
  }

  @Test
  void while_others_have_little_to_say_the_sink_is_not_away_time_and_again() {
    postStuck();
    lane.pass(SteppedLane.PATIENCE);
    var alone = lane.lane.state();
    lane.pass(Duration.ofSeconds(1));

    deliverToAnother();
    var another = lane.lane.state();
    lane.pass(SteppedLane.PATIENCE.multipliedBy(3));
    lane.pass(SteppedLane.PATIENCE);

    assertThat(alone).isEqualTo(Breaker.State.OPEN);
    assertThat(another).isEqualTo(Breaker.State.CLOSED);
    assertThat(lane.lane.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(lane.lane.topicsAway()).isEqualTo(1);
  }

  @Test
  void a_sink_that_stands_still_later_is_away_all_the_same() {
    postStuck();
    lane.pass(SteppedLane.PATIENCE);
    lane.pass(Duration.ofSeconds(1));
    deliverToAnother();
    lane.pass(SteppedLane.PATIENCE.multipliedBy(3));

    for (var i = 0; i < SteppedLane.FAILS; i++) lane.post("well", Acks.MEMORY, "w");
    lane.turn();
    lane.sink.takeAll();
    lane.pass(SteppedLane.PATIENCE);

    assertThat(lane.lane.state()).isEqualTo(Breaker.State.OPEN);
  }

  @Test
  void a_topic_that_fails_with_many_at_once_does_not_keep_others_from_their_sink() {
    lane.post("well", Acks.MEMORY, "w");
    postStuck().stream()
        .filter(sent -> sent.message().topic().equals("stuck"))
        .forEach(sent -> SteppedLane.fail(sent, Problem.Code.UNAVAILABLE));

    lane.turn();

    assertThat(lane.lane.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(lane.lane.topicsAway()).isEqualTo(1);
  }

  private List<FakeSink.Sent> postStuck() {
    for (var i = 0; i < 2 * SteppedLane.FAILS; i++) lane.post("stuck", Acks.MEMORY, "s" + i);
    lane.turn();
    return lane.sink.takeAll();
  }

  private void deliverToAnother() {
    for (var i = 0; i < SteppedLane.FAILS; i++) {
      lane.post("well", Acks.MEMORY, "w" + i);
      lane.turn();
      lane.sink.deliverAll();
      lane.turn();
    }
  }
}
