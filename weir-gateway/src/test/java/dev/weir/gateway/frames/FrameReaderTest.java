package dev.weir.gateway.frames;

import static dev.weir.gateway.frames.Frames.E6_EMPTY;
import static dev.weir.gateway.frames.Frames.frame;
import static dev.weir.gateway.frames.Frames.joined;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Problem.Code;
import dev.weir.config.FramesConfig.EmptyKey;
import dev.weir.delivery.Budget;
import dev.weir.metrics.Metrics;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// One client's frames before a delivery that takes and answers what the test says.
@Timeout(30)
final class FrameReaderTest {
  private static final byte[] TWO = joined(frame("t", "", "1"), frame("t", "", "2"));
  private static final byte[] THREE = joined(TWO, frame("t", "", "3"));

  private final HandDelivery delivery = new HandDelivery();
  private final HandConnection connection = new HandConnection();

  @Test
  void what_one_read_brought_is_offered_at_once() {
    var reader = reader(Acks.MEMORY);

    reader.received(TWO.clone());

    assertThat(delivery.offers().getFirst()).containsExactly("t/null=1", "t/null=2");
    assertThat(connection.paused).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED, 250, 250",
    "RATE_LIMITED, 60000, 1000",
    "MEMORY_FULL, 0, 10",
    "WAL_FULL, 0, 100",
    "WAL_FAILED, 0, 100",
    "UNAVAILABLE, 0, 100",
  })
  void what_is_refused_for_now_is_offered_again_and_nothing_is_read_meanwhile(
      Code code, long toldMillis, long pauseMillis) {
    var reader = reader(Acks.MEMORY);
    delivery.refuse(1, new Problem(code, "a", "b", "c", toldMillis));

    reader.received(THREE.clone());

    assertThat(delivery.lines()).containsExactly("t/null=1");
    assertThat(connection.paused).isTrue();
    assertThat(connection.lastDelay()).isEqualTo(Duration.ofMillis(pauseMillis));
    delivery.takeAll();
    connection.passTime();
    assertThat(delivery.offers().getLast()).containsExactly("t/null=2", "t/null=3");
    assertThat(connection.paused).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"INVALID_TOPIC", "TOO_LARGE"})
  void what_is_refused_for_good_makes_way_for_the_next(Code code) {
    var reader = reader(Acks.JOURNAL);

    reader.received(TWO.clone());
    delivery.answer(0, new Outcome.Refused(new Problem(code, "a", "b", "c")));

    assertThat(delivery.lines()).containsExactly("t/null=1", "t/null=2");
  }

  @Test
  void a_delivery_that_stops_ends_the_connection() {
    var reader = reader(Acks.MEMORY);
    delivery.refuse(1, Problem.stopping());

    reader.received(TWO.clone());

    assertThat(delivery.lines()).containsExactly("t/null=1");
    assertThat(connection.closed).isTrue();
  }

  @Test
  void what_was_lost_is_offered_again_before_what_comes_behind_it() {
    var reader = reader(Acks.KAFKA);

    reader.received(TWO.clone());
    delivery.answer(0, new Outcome.Lost(Problem.away("kafka")));
    assertThat(connection.paused).isTrue();
    connection.passTime();
    delivery.answer(1, new Outcome.Delivered(0, 0));

    assertThat(delivery.lines()).containsExactly("t/null=1", "t/null=1", "t/null=2");
  }

  @ParameterizedTest
  @EnumSource(names = {"JOURNAL", "KAFKA"})
  void above_memory_the_next_frame_is_taken_when_the_one_before_it_is_safe(Acks acks) {
    var reader = reader(acks);

    reader.received(TWO.clone());

    assertThat(delivery.lines()).containsExactly("t/null=1");
    assertThat(connection.paused).isTrue();
    delivery.answer(0, Outcome.STORED);
    delivery.answer(1, new Outcome.Delivered(0, 0));
    assertThat(delivery.lines()).containsExactly("t/null=1", "t/null=2");
    assertThat(connection.paused).isFalse();
    assertThat(delivery.levels()).containsOnly(acks);
  }

  @Test
  void what_came_before_a_client_went_is_still_taken() {
    var reader = reader(Acks.JOURNAL);

    reader.received(joined(TWO, E6_EMPTY));
    reader.ended();
    delivery.answer(0, Outcome.STORED);
    delivery.answer(1, Outcome.STORED);

    assertThat(delivery.lines()).containsExactly("t/null=1", "t/null=2");
  }

  private FrameReader reader(Acks acks) {
    var room = new FrameRoom(new Budget(1 << 20), Duration.ofSeconds(10));
    var intake = new Intake(delivery, () -> acks, new FrameMetrics(new Metrics()), room);
    var terms = new FrameCodec.Terms(1 << 10, Message.ANY_PARTITION, EmptyKey.NULL);
    return new FrameReader(connection, intake, new FrameCodec(terms), Reply.NONE);
  }
}
