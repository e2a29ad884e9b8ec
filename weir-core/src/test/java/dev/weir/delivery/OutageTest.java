package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Outcome;
import dev.weir.config.WalMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Where messages are while their sink is away, and how they leave.
@Timeout(60)
final class OutageTest {
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
  void a_sink_that_answers_nothing_is_away_when_patience_is_over() {
    lane.postAll("1", "2", "3", "4", "5");
    lane.turn();
    lane.pass(SteppedLane.PATIENCE.minusNanos(1));
    var before = lane.lane.state();
    lane.pass(Duration.ofNanos(1));

    assertThat(before).isEqualTo(Breaker.State.CLOSED);
    assertThat(lane.lane.state()).isEqualTo(Breaker.State.OPEN);
  }

  @Test
  void what_is_with_the_sink_is_logged_when_it_goes_away_and_not_sent_twice() {
    lane.postAll("1", "2", "3", "4", "5");
    lane.turn();
    lane.pass(SteppedLane.PATIENCE);
    var logged = lane.log().waiting();
    var waiting = lane.lane.waiting();
    lane.sink.deliverAll();

    assertThat(logged).isEqualTo(5);
    assertThat(waiting).isEqualTo(5);
    assertThat(lane.recover()).isEmpty();
    assertThat(lane.log().waiting()).isZero();
    assertThat(lane.gate.inside()).isZero();
  }

  @Test
  void what_comes_while_it_is_away_leaves_memory_once_the_log_has_it() {
    lane.postAll("1");
    lane.goAway();
    var before = lane.gate.inside();
    lane.postAll("2", "3", "4");
    lane.turn();
    var unwritten = lane.gate.inside();
    lane.write();

    assertThat(unwritten).isEqualTo(before + 3);
    assertThat(lane.gate.inside()).isEqualTo(before);
    assertThat(lane.lane.waiting()).isEqualTo(4);
  }

  @Test
  void the_first_acknowledgement_lets_the_rest_try() {
    lane.postAll("1", "2", "3", "4", "5");
    lane.turn();
    lane.pass(SteppedLane.PATIENCE);
    lane.sink.takeAll().getFirst().deliver();
    lane.turn();

    assertThat(lane.lane.state()).isEqualTo(Breaker.State.HALF_OPEN);
  }

  @Test
  void the_levels_keep_their_common_order_in_the_log() {
    lane.post(Acks.MEMORY, "1");
    lane.post(Acks.JOURNAL, "2");
    lane.post(Acks.MEMORY, "3");
    lane.post(Acks.JOURNAL, "4");
    lane.post(Acks.MEMORY, "5");
    lane.settle();
    lane.pass(SteppedLane.PATIENCE);
    lane.post(Acks.MEMORY, "6");
    lane.settle();
    var logged = lane.log().waiting();
    lane.close();
    lane.assertBooksBalance();

    lane = lane.next();

    assertThat(logged).as("each has one place").isEqualTo(6);
    assertThat(lane.recover()).containsExactly("1", "2", "3", "4", "5", "6");
  }

  @Test
  void what_was_appended_anew_and_delivered_meanwhile_is_not_sent_again() {
    lane.post(Acks.MEMORY, "1");
    var stored = lane.post(Acks.JOURNAL, "2");
    lane.postAll("3", "4", "5");
    lane.settle();
    lane.clock.advance(SteppedLane.PATIENCE);
    lane.turn();
    lane.sink.deliverAll();
    lane.write();
    lane.settle();

    assertThat(stored).containsExactly(Outcome.STORED);
    assertThat(lane.log().waiting()).isZero();
    assertThat(lane.lane.waiting()).isZero();
    assertThat(lane.recover()).isEmpty();
  }

  @Test
  void closing_leaves_in_the_log_what_the_sink_has_not_taken() {
    lane.postAll("1", "2", "3");
    lane.turn();
    lane.sink.deliverFirst();
    lane.postAll("4");
    lane.close();
    var left = lane.lane.waiting();
    lane.assertBooksBalance();

    lane = lane.next();

    assertThat(left).isEqualTo(3);
    assertThat(lane.figures.counted("weir_messages_recovered")).isEqualTo(3);
    assertThat(lane.recover()).containsExactly("2", "3", "4");
  }

  @Test
  void closing_while_the_sink_is_away_leaves_all_in_the_log_in_order() {
    lane.postAll("1", "2");
    lane.goAway();
    lane.postAll("3", "4");
    lane.close();
    lane.assertBooksBalance();

    lane = lane.next();
    lane.postAll("5");

    assertThat(lane.recover()).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  @SuppressWarnings("try") // to close it is what is tested
  void closing_without_a_log_tells_what_is_lost() {
    try (var bare = SteppedLane.withoutLog()) {
      bare.postAll("1", "2");
      var told = bare.post(Acks.KAFKA, "3");
      bare.turn();

      bare.close();

      assertThat(told).hasSize(1);
      assertThat(bare.figures.counted("weir_messages_lost", "stopping")).isEqualTo(3);
      bare.assertBooksBalance();
    }
  }

  @Test
  void a_new_sink_gets_what_the_old_one_had_before_what_came_since() {
    lane.postAll("1", "2", "3");
    lane.turn();
    lane.sink.deliverFirst();
    var old = lane.sink;
    var fresh = new FakeSink();
    lane.lane.swap(fresh, Duration.ofSeconds(5));
    lane.postAll("4");
    lane.pass(Duration.ofSeconds(5).minusNanos(1));
    var early = fresh.texts();
    lane.sink = fresh;
    lane.pass(Duration.ofNanos(1));

    assertThat(old.texts()).as("nothing new for the old one").containsExactly("1", "2", "3");
    assertThat(old.closedWithin()).isEqualTo(Duration.ZERO);
    assertThat(early).isEmpty();
    lane.recover();
    assertThat(fresh.texts()).containsExactly("2", "3", "4");
  }

  @Test
  void nothing_passes_what_an_old_sink_gives_up_on_another_thread() {
    lane.postAll("1", "2");
    lane.turn();
    lane.sink.closing = task -> CompletableFuture.runAsync(task).join();
    var fresh = new FakeSink();
    lane.lane.swap(fresh, Duration.ofSeconds(5));
    lane.postAll("3");
    lane.pass(Duration.ofSeconds(5));
    lane.sink = fresh;

    lane.recover();

    assertThat(fresh.texts()).containsExactly("1", "2", "3");
  }

  @Test
  void a_new_sink_waits_for_what_the_old_one_finishes_in_time() {
    lane.postAll("1", "2");
    lane.turn();
    var old = lane.sink;
    var fresh = new FakeSink();
    lane.lane.swap(fresh, Duration.ofSeconds(5));
    lane.postAll("3");
    lane.turn();
    var early = fresh.texts();
    old.deliverAll();
    lane.turn();
    lane.sink = fresh;

    assertThat(early).isEmpty();
    assertThat(fresh.texts()).containsExactly("3");
    assertThat(lane.recover()).isEmpty();
  }

  @Test
  void a_waiting_backlog_is_sent_no_faster_than_the_rate() {
    lane.close();
    lane = SteppedLane.with(SteppedLane.config(folder.resolve("slow"), Duration.ZERO, 10));
    lane.postAll("first");
    lane.goAway();
    IntStream.range(0, 100).forEach(i -> lane.postAll("" + i));
    lane.settle();
    lane.clock.advance(Duration.ofMillis(250));
    for (var i = 0; i < 10; i++) {
      lane.turn();
      lane.sink.deliverAll();
    }

    var before = lane.sink.texts().size();
    for (var second = 1; second <= 3; second++) {
      lane.clock.advance(Duration.ofSeconds(1));
      for (var i = 0; i < 5; i++) {
        lane.turn();
        lane.sink.deliverAll();
      }
      assertThat(lane.sink.texts()).hasSize(before + 10 * second);
    }
  }

  @Test
  void a_backlog_waits_for_the_end_of_the_period() {
    lane.close();
    var period = Duration.ofSeconds(33);
    lane = SteppedLane.with(SteppedLane.config(folder.resolve("late"), period, 0));
    lane.pass(Duration.ofSeconds(1));
    var begun = lane.clock.nanos();
    lane.postAll("1");
    lane.goAway();
    lane.postAll("2", "3");
    lane.settle();

    var sent = lane.recover();

    assertThat(sent).endsWith("1", "2", "3");
    assertThat(lane.clock.nanos() - begun)
        .isBetween(Duration.ofSeconds(31).toNanos(), Duration.ofSeconds(34).toNanos());
  }

  @Test
  void a_backup_gets_a_copy_of_what_comes_while_the_sink_is_away() {
    try (var other = SteppedLane.in(folder.resolve("backup"))) {
      lane.lane.backup(other.lane);
      lane.postAll("1");
      lane.goAway();
      lane.postAll("2", "3");
      lane.settle();
      other.settle();
      other.sink.deliverAll();

      assertThat(other.sink.texts()).containsExactly("2", "3");
      assertThat(lane.recover()).endsWith("2", "3");
      other.assertBooksBalance();
    }
  }

  @Test
  void what_is_kept_in_memory_alone_waits_there_without_a_log() {
    var terms = new Parcel.Terms(Acks.MEMORY, WalMode.DISABLE);
    lane.post("t", terms, "1");
    lane.goAway();
    lane.post("t", terms, "2");
    lane.settle();

    assertThat(lane.log().waiting()).isZero();
    assertThat(lane.gate.inside()).isEqualTo(2);
    assertThat(lane.recover()).endsWith("1", "2");
  }
}
