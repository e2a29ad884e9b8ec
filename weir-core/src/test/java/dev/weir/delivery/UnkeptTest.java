package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Problem;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What fails and is not kept is a failure all the same.
@Timeout(60)
final class UnkeptTest {
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
  void a_sink_that_refuses_one_after_the_other_is_away() {
    for (var i = 0; i < 10 * SteppedLane.FAILS; i++) {
      lane.post(Acks.KAFKA, "k" + i);
      lane.turn();
      lane.failAll();
      lane.turn();
    }

    assertThat(lane.lane.state()).isEqualTo(Breaker.State.OPEN);
  }

  @Test
  void a_sink_that_refuses_many_at_once_is_away() {
    for (var topic = 0; topic < SteppedLane.FAILS; topic++) {
      for (var i = 0; i < 10; i++) lane.post("t" + topic, Acks.KAFKA, "k" + i);
    }
    lane.turn();

    lane.failAll();
    lane.turn();

    assertThat(lane.lane.state()).isEqualTo(Breaker.State.OPEN);
  }

  @Test
  void a_missing_topic_is_given_up_in_time_whatever_else_comes_for_it() {
    lane.post(Acks.MEMORY, "m");

    for (var i = 0; i < 60; i++) {
      lane.post(Acks.KAFKA, "k" + i);
      lane.turn();
      lane.failAll(Problem.Code.UNKNOWN_TOPIC);
      lane.pass(Duration.ofSeconds(1));
    }

    assertThat(lane.figures.counted("weir_messages_dead_lettered")).isEqualTo(1);
  }
}
