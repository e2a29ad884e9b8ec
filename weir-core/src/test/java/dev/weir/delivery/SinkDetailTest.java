package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.Acks;
import dev.weir.Problem;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a lane tells of itself from near.
@Timeout(60)
final class SinkDetailTest {
  private static final Duration LOOK = Duration.ofMillis(250);

  @TempDir private Path folder;
  private SteppedLane lane;

  @BeforeEach
  void open() {
    lane = SteppedLane.in(folder);
  }

  @AfterEach
  void end() {
    lane.close();
    lane.assertBooksBalance();
  }

  private SinkDetail detail() {
    lane.pass(LOOK);
    return lane.lane.report().detail();
  }

  @Test
  void while_all_is_well_nothing_waits_and_nothing_failed() {
    lane.postAll("1");
    lane.turn();
    lane.sink.deliverAll();

    var detail = detail();

    assertThat(detail.oldest()).isZero();
    assertThat(detail.nextTry()).isZero();
    assertThat(detail.lastFailure()).isNull();
    assertThat(detail.queued()).isZero();
    assertThat(detail.inFlight()).isZero();
    assertThat(detail.replay().begun()).isZero();
    assertThat(detail.failuresMax()).isEqualTo(SteppedLane.FAILS);
  }

  @Test
  void the_oldest_that_waits_is_known_also_when_it_is_in_the_log_alone() {
    lane.pass(Duration.ofMinutes(1));
    var begun = lane.clock.millis();
    lane.postAll("1", "2");
    lane.goAway();
    lane.pass(Duration.ofMinutes(5));
    lane.postAll("3");

    var detail = detail();

    assertThat(detail.oldest()).isBetween(begun - LOOK.toMillis(), begun);
    assertThat(detail.oldestAtLeast()).isFalse();
  }

  @Test
  void of_what_an_earlier_start_left_it_is_known_to_be_older() {
    lane.postAll("1");
    lane.goAway();
    lane.close();
    lane.clock.advance(Duration.ofHours(1));

    lane = lane.next();

    assertThat(lane.lane.report().detail().oldestAtLeast()).isTrue();
  }

  @Test
  void a_sink_that_is_away_tells_why_since_when_and_when_it_is_tried() {
    lane.pass(Duration.ofMinutes(1));
    lane.postAll("1");
    lane.goAway();
    var away = lane.clock.millis();

    var detail = lane.lane.report().detail();

    assertThat(detail.since()).isEqualTo(away);
    assertThat(detail.nextTry()).isEqualTo(away + 250);
    assertThat(detail.lastFailure())
        .isEqualTo(new SinkDetail.Failure("unavailable", "what: why. remedy.", away));
  }

  @Test
  void failures_in_a_row_are_counted() {
    lane.postAll("1");
    lane.turn();
    lane.failAll();

    assertThat(detail().failures()).isEqualTo(1);
  }

  @Test
  void a_sink_that_somebody_holds_has_no_next_try() {
    var _ = lane.lane.trip();
    lane.turn();

    var detail = detail();

    assertThat(detail.nextTry()).isZero();
    assertThat(lane.lane.report().held()).isTrue();
  }

  @Test
  void a_topic_that_its_sink_does_not_take_is_named_with_the_reason() {
    lane.post("missing", Acks.MEMORY, "1");
    lane.turn();
    lane.failAll(Problem.Code.UNKNOWN_TOPIC);

    var detail = detail();

    assertThat(detail.topicsAway())
        .extracting(SinkDetail.TopicAway::topic, SinkDetail.TopicAway::why)
        .containsExactly(tuple("missing", "what: why. remedy."));
    lane.recover();
  }

  @Test
  void a_replay_tells_how_far_it_is_and_then_how_far_it_went() {
    lane.postAll("1", "2", "3");
    lane.goAway();
    lane.postAll("4", "5");
    lane.settle();

    lane.recover();
    var done = detail().replay();

    assertThat(done.done()).isEqualTo(2); // the first three were in memory
    assertThat(done.left()).isZero();
    assertThat(done.perSecond()).isPositive();
    assertThat(done.ended()).isNotZero().isGreaterThanOrEqualTo(done.begun());
  }

  @Test
  void ages_are_known_for_as_many_messages_as_there_are_notes() {
    var ages = new Ages();
    for (var i = 0; i < 10_000; i++) ages.note(10L * i, i);

    assertThat(ages.of(5)).isZero();
    assertThat(ages.of(99_995)).isBetween(9_000L, 9_999L);
    assertThat(new Ages().of(5)).isEqualTo(Long.MIN_VALUE);
  }
}
