package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.config.WalMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A sink to which somebody wants nothing sent, however well it is.
@Timeout(60)
final class HeldSinkTest {
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

  @Test
  void what_comes_waits_in_the_log_until_the_reset_and_then_goes_in_order() {
    trip();

    lane.postAll("1", "2", "3");
    var journaled = lane.post(Acks.JOURNAL, "4");
    lane.settle();
    lane.pass(Duration.ofMinutes(10));

    assertThat(lane.sink.texts()).isEmpty();
    assertThat(lane.log().waiting()).isEqualTo(4);
    assertThat(journaled).containsExactly(Outcome.STORED);
    assertThat(sentAfterReset()).containsExactly("1", "2", "3", "4");
  }

  @Test
  void it_counts_as_away_at_once_and_is_told_apart_from_one_that_is() {
    trip();

    var report = lane.lane.report();

    assertThat(report.breaker()).isEqualTo("OPEN");
    assertThat(report.held()).isTrue();
    var refusal = lane.lane.refusal(new Parcel.Terms(Acks.KAFKA, WalMode.FALLBACK));
    assertThat(refusal).extracting(Problem::code).isEqualTo(Problem.Code.UNAVAILABLE);
    reset();
    assertThat(lane.lane.report().breaker()).isEqualTo("CLOSED");
    assertThat(lane.lane.report().held()).isFalse();
  }

  @Test
  void what_it_had_in_hand_is_finished_and_lets_nothing_else_pass() {
    var inHand = lane.post(Acks.KAFKA, "1");
    lane.turn();
    trip();
    lane.postAll("2");

    lane.sink.deliverAll();
    lane.pass(Duration.ofMinutes(1));

    assertThat(inHand).singleElement().isInstanceOf(Outcome.Delivered.class);
    assertThat(lane.sink.texts()).containsExactly("1");
    assertThat(lane.lane.waiting()).isEqualTo(1);
    assertThat(sentAfterReset()).containsExactly("2");
  }

  @Test
  void it_stays_held_when_it_is_made_anew_or_gets_another_breaker() {
    trip();
    lane.sink = new FakeSink();
    lane.lane.swap(lane.sink, Duration.ofSeconds(5));
    lane.configure(SteppedLane.BREAKER.withPatience(Duration.ofSeconds(9)));
    lane.postAll("1");

    lane.pass(Duration.ofMinutes(1));

    assertThat(lane.sink.texts()).isEmpty();
    assertThat(lane.lane.report().held()).isTrue();
    assertThat(sentAfterReset()).containsExactly("1");
  }

  @Test
  void a_reset_tries_a_sink_that_is_away_by_itself_at_once() {
    lane.postAll("1");
    lane.goAway();

    var sent = sentAfterReset();

    assertThat(sent).containsExactly("1");
    assertThat(lane.lane.state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void the_end_waits_for_what_it_has_in_hand_and_leaves_the_rest_in_the_log() {
    lane.postAll("1");
    lane.turn();
    trip();
    lane.postAll("2");
    lane.settle();
    lane.lane.askToEnd(Duration.ofSeconds(3));

    assertThat(lane.lane.step(0)).as("it waits for the first").isTrue();
    lane.sink.deliverAll();
    while (lane.lane.step(0)) lane.write();

    assertThat(lane.sink.texts()).containsExactly("1");
    lane = lane.next();
    assertThat(lane.recover()).as("the next start holds nothing").containsExactly("2");
  }

  @Test
  void the_end_sends_what_has_no_place_in_a_log() {
    var unlogged = SteppedLane.withoutLog();
    var _ = unlogged.lane.trip();
    unlogged.settle();
    unlogged.postAll("1", "2");
    unlogged.settle();
    assertThat(unlogged.sink.texts()).isEmpty();

    unlogged.lane.askToEnd(Duration.ofSeconds(3));
    while (unlogged.lane.step(0)) unlogged.sink.deliverAll();

    assertThat(unlogged.sink.texts()).containsExactly("1", "2");
    unlogged.assertBooksBalance();
  }

  @Test
  void what_waits_for_the_end_of_a_period_goes_at_once_where_that_is_asked_for() {
    var patient = SteppedLane.with(SteppedLane.config(folder.resolve("p"), Duration.ofHours(1), 0));
    patient.settle();
    var _ = patient.lane.trip();
    patient.postAll("1", "2");
    patient.settle();
    var _ = patient.lane.reset();
    patient.pass(Duration.ofMinutes(1));
    assertThat(patient.sink.texts()).isEmpty();

    var done = patient.lane.drain();
    patient.settle();

    assertThat(done).isDone();
    patient.recover();
    assertThat(patient.sink.texts()).containsExactly("1", "2");
    patient.close();
  }

  private void trip() {
    var done = lane.lane.trip();
    lane.settle();
    assertThat(done).isDone();
  }

  private List<String> sentAfterReset() {
    var before = lane.sink.texts().size();
    reset();
    lane.recover();
    return lane.sink.texts().subList(before, lane.sink.texts().size());
  }

  private void reset() {
    var done = lane.lane.reset();
    lane.turn();
    assertThat(done).isDone();
  }
}
