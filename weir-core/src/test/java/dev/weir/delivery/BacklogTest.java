package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Problem.Code;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What waits in the log for topics that are away, and for others.
@Timeout(60)
final class BacklogTest {
  private static final int MANY = 9_000;

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
  void a_turn_reads_a_bounded_part_of_the_log() {
    stick("stuck");
    for (var i = 0; i < MANY; i++) lane.post("stuck", Acks.MEMORY, "s" + i);
    lane.settle();
    var well = stick("well");
    lane.post("well", Acks.MEMORY, "waits");
    lane.settle();

    well.deliver();
    lane.turn();
    var read = lane.log().position();
    for (var i = 0; i < MANY / 1_000; i++) lane.turn();

    assertThat(read).isPositive().isLessThan(MANY / 2);
    assertThat(lane.sink.texts()).contains("waits");
  }

  @Test
  void what_waits_for_one_topic_is_not_read_while_that_is_away() {
    stick("stuck");
    for (var i = 0; i < MANY; i++) lane.post("stuck", Acks.MEMORY, "s" + i);
    lane.settle();

    for (var i = 0; i < 10; i++) lane.turn();

    assertThat(lane.log().position()).isZero();
  }

  @Test
  void a_topic_on_trial_holds_up_no_other() {
    refuse("ill");
    lane.post("ill", Acks.MEMORY, "waits");
    lane.settle();
    var well = stick("well");
    lane.post("well", Acks.MEMORY, "behind");
    lane.settle();
    lane.failAll();
    for (var before = lane.sink.texts().size(); lane.sink.texts().size() == before; ) {
      lane.pass(Duration.ofMillis(100));
    }

    well.deliver();
    lane.settle();

    assertThat(lane.sink.texts()).contains("behind").doesNotContain("waits");
  }

  /// The sink has one of its messages and does not answer.
  private FakeSink.Sent stick(String topic) {
    lane.post(topic, Acks.MEMORY, "first");
    lane.turn();
    var sent = lane.sink.takeAll().getLast();
    lane.pass(SteppedLane.PATIENCE);
    return sent;
  }

  /// The sink refuses what this topic has, and takes what another has.
  private void refuse(String topic) {
    for (var i = 0; i < SteppedLane.FAILS; i++) lane.post(topic, Acks.MEMORY, topic + i);
    lane.turn();
    for (var sent : lane.sink.takeAll()) {
      SteppedLane.fail(sent, Code.UNAVAILABLE);
      lane.post("another", Acks.KAFKA, "taken");
      lane.turn();
      lane.sink.deliverAll();
      lane.turn();
    }
    assertThat(lane.lane.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(lane.lane.topicsAway()).isEqualTo(1);
  }
}
