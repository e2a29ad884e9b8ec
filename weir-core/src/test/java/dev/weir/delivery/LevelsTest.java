package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Problem.Code;
import dev.weir.config.WalMode;
import dev.weir.wal.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a caller hears, and when, by the level that it asked for.
@Timeout(60)
final class LevelsTest {
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);
  private static final Parcel.Terms ALWAYS = new Parcel.Terms(Acks.KAFKA, WalMode.ALWAYS);

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
  void journal_is_answered_when_the_log_has_it_before_the_sink() {
    var told = lane.post(Acks.JOURNAL, "1");
    lane.turn();
    var early = List.copyOf(told);
    lane.write();
    lane.sink.deliverAll();
    lane.settle();

    assertThat(early).isEmpty();
    assertThat(told).containsExactly(Outcome.STORED);
    assertThat(lane.lane.waiting()).isZero();
  }

  @Test
  void journal_is_answered_when_the_sink_has_it_before_the_log() {
    var told = lane.post(Acks.JOURNAL, "1");
    lane.turn();
    lane.sink.deliverAll();
    var early = List.copyOf(told);
    lane.settle();

    assertThat(early).containsExactly(DELIVERED);
    assertThat(told).containsExactly(DELIVERED);
    assertThat(lane.lane.waiting()).isZero();
    assertThat(lane.figures.counted("weir_messages_delivered")).isEqualTo(1);
  }

  @Test
  void journal_is_stored_while_the_sink_is_away() {
    lane.postAll("1");
    lane.goAway();

    var told = lane.post(Acks.JOURNAL, "2");
    lane.settle();

    assertThat(told).containsExactly(Outcome.STORED);
    assertThat(lane.recover()).endsWith("2");
  }

  @Test
  void kafka_is_answered_when_the_sink_has_it() {
    var told = lane.post(Acks.KAFKA, "1");
    lane.settle();
    var early = List.copyOf(told);
    lane.sink.deliverAll();

    assertThat(early).isEmpty();
    assertThat(told).containsExactly(DELIVERED);
    assertThat(lane.log().head()).as("nothing was logged").isZero();
  }

  @Test
  void kafka_is_refused_while_the_sink_is_away_and_the_other_levels_are_not() {
    lane.postAll("1");
    lane.goAway();

    assertThat(lane.lane.refusal(terms(Acks.KAFKA))).isEqualTo(Problem.away("test"));
    assertThat(lane.lane.refusal(terms(Acks.JOURNAL))).isNull();
    assertThat(lane.lane.refusal(terms(Acks.MEMORY))).isNull();
    lane.recover();
    assertThat(lane.lane.refusal(terms(Acks.KAFKA))).isNull();
  }

  @Test
  void without_a_log_every_level_is_refused_while_the_sink_is_away() {
    try (var bare = SteppedLane.withoutLog()) {
      bare.postAll("1");
      bare.goAway();

      for (var acks : Acks.values()) {
        assertThat(bare.lane.refusal(new Parcel.Terms(acks, WalMode.DISABLE))).isNotNull();
      }
      assertThat(bare.recover()).containsExactly("1");
      bare.assertBooksBalance();
    }
  }

  @Test
  void kafka_is_lost_when_its_topic_goes_away_and_is_not_sent_later() {
    lane.postAll("1");
    lane.turn();
    lane.clock.advance(Duration.ofSeconds(1));
    lane.failAll();
    var told = lane.post(Acks.KAFKA, "2");
    lane.goAway();

    assertThat(codes(told)).containsExactly(Code.UNAVAILABLE);
    assertThat(lane.recover()).doesNotContain("2");
  }

  @Test
  void kafka_in_flight_is_told_at_its_deadline_and_booked_when_it_arrives() {
    var told = lane.post(Acks.KAFKA, "1");
    lane.turn();
    lane.pass(SteppedLane.ANSWER_WITHIN.minusNanos(1));
    var early = List.copyOf(told);
    lane.pass(Duration.ofNanos(1));
    var waiting = lane.lane.waiting();
    lane.sink.deliverAll();
    lane.settle();

    assertThat(early).isEmpty();
    assertThat(codes(told)).containsExactly(Code.TIMED_OUT);
    assertThat(waiting).isEqualTo(1);
    assertThat(lane.lane.waiting()).isZero();
    assertThat(lane.figures.counted("weir_messages_delivered")).isEqualTo(1);
    assertThat(lane.figures.counted("weir_messages_lost")).isZero();
  }

  @Test
  void kafka_in_the_queue_is_told_at_its_deadline_and_not_sent_later() {
    lane.postAll("1");
    lane.turn();
    lane.pass(SteppedLane.PATIENCE); // the topic is stuck, the sink is not
    lane.post("other", Acks.MEMORY, "o");
    lane.turn();
    lane.sink.takeAll().getLast().deliver();
    var told = lane.post(Acks.KAFKA, "2");
    lane.settle();

    lane.pass(SteppedLane.ANSWER_WITHIN);

    assertThat(told).hasSize(1);
    assertThat(told.getFirst()).isInstanceOf(Outcome.Lost.class);
    assertThat(lane.sink.texts()).doesNotContain("2");
  }

  @Test
  void kafka_in_mode_always_is_kept_and_arrives_later() {
    var told = lane.post("t", ALWAYS, "1");
    lane.goAway();
    var early = List.copyOf(told);
    var again = lane.recover();

    assertThat(early).isEmpty();
    assertThat(again).endsWith("1");
    assertThat(told).containsExactly(DELIVERED);
  }

  @Test
  void a_final_error_is_told_to_a_caller_who_waits() {
    var told = lane.post(Acks.JOURNAL, "1");
    lane.turn();
    lane.failAll(Code.TOO_LARGE);
    lane.settle();

    assertThat(codes(told)).containsExactly(Code.TOO_LARGE);
    assertThat(lane.figures.counted("weir_messages_lost", "too_large")).isEqualTo(1);
    assertThat(lane.lane.waiting()).isZero();
    assertThat(dead()).isEmpty();
  }

  @Test
  void a_final_error_is_kept_as_a_dead_letter_where_nobody_waits() {
    lane.post(Acks.MEMORY, "1");
    lane.post(Acks.JOURNAL, "2");
    lane.settle();
    lane.failAll(Code.TOO_LARGE);
    lane.post(Acks.MEMORY, "3");
    lane.settle();

    assertThat(lane.figures.counted("weir_messages_dead_lettered")).isEqualTo(2);
    assertThat(lane.lane.waiting()).isEqualTo(1);
    assertThat(lane.sink.texts()).as("it holds up nobody").endsWith("3");
    assertThat(dead()).extracting(entry -> entry.message().value()).hasSize(2);
    assertThat(dead()).extracting(Entry::reason).doesNotContainNull();
    assertThat(lane.lane.state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void a_dead_letter_is_sent_again_when_somebody_asks_for_it() {
    lane.post(Acks.MEMORY, "1");
    lane.settle();
    lane.failAll(Code.NOT_AUTHORISED);
    lane.settle();

    var count = lane.lane.requeue(_ -> true);
    lane.settle();
    lane.sink.deliverAll();
    lane.settle();

    assertThat(count).isCompletedWithValue(1);
    assertThat(lane.sink.texts()).containsExactly("1", "1");
    assertThat(lane.figures.counted("weir_messages_requeued")).isEqualTo(1);
    assertThat(dead()).isEmpty();
  }

  @Test
  void a_dead_letter_is_forgotten_when_somebody_asks_for_it() {
    lane.postAll("1", "2");
    lane.settle();
    lane.failAll(Code.NOT_AUTHORISED);
    lane.settle();
    var second = dead().getLast().sequence();

    var count = lane.lane.drop(sequence -> sequence == second);
    lane.settle();

    assertThat(count).isCompletedWithValue(1);
    assertThat(dead()).hasSize(1);
  }

  private List<Entry> dead() {
    var entries = new ArrayList<Entry>();
    var log = lane.dead();
    log.seek(0);
    for (var entry = log.next(); entry != null; entry = log.next()) {
      entries.add(entry);
      log.release(entry.sequence());
    }
    return entries;
  }

  private static Parcel.Terms terms(Acks acks) {
    return new Parcel.Terms(acks, WalMode.FALLBACK);
  }

  private static List<Code> codes(List<Outcome> told) {
    return told.stream().map(outcome -> ((Outcome.Lost) outcome).problem().code()).toList();
  }
}
