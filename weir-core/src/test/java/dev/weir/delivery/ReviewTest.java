package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.config.BreakerConfig;
import dev.weir.config.WalConfig;
import dev.weir.config.WalMode;
import dev.weir.wal.Wal;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a review found: each of these says what is promised, and failed when it was written.
@Timeout(60)
final class ReviewTest {
  private static final int KIB = 1 << 10;
  private static final String TEXT = "x".repeat(KIB);
  private static final String LARGE = "m".repeat(10 * KIB);

  @TempDir private Path folder;

  private SteppedLane small() {
    return SteppedLane.with(
        new WalConfig(folder, WalMode.FALLBACK, 256 * KIB, 32 * KIB, Duration.ZERO, 0));
  }

  /// 1. A stop while the log is full.
  @Test
  void a_stop_with_a_full_log_loses_nothing_that_is_safe_in_it() {
    var lane = small();
    lane.post(Acks.MEMORY, LARGE);
    var told = lane.post(Acks.JOURNAL, "j");
    lane.settle();
    while (lane.log().accepting()) {
      lane.post("other", Acks.JOURNAL, TEXT);
      lane.settle();
    }
    assertThat(told).containsExactly(Outcome.STORED);

    lane.close();

    var next = lane.next();
    assertThat(next.recover()).contains("j");
    next.close();
  }

  /// 1b. The same where all ask for the disk, and the log was full for a while.
  @Test
  void a_stop_with_a_full_log_loses_nothing_that_is_safe_in_it_whatever_the_levels() {
    var lane = small();
    while (lane.log().accepting()) {
      lane.post("other", Acks.JOURNAL, TEXT);
      lane.settle();
    }
    var toOther = lane.sink.takeAll();
    var large = lane.post(Acks.JOURNAL, LARGE); // no room: it waits for its sink alone
    lane.settle();
    assertThat(large).isEmpty();
    for (var i = 0; i < 100; i++) toOther.get(i).deliver();
    for (var i = 0; i < 10; i++) lane.pass(Duration.ofMillis(250));
    var told = lane.post(Acks.JOURNAL, "j");
    lane.settle();
    while (lane.log().accepting()) {
      lane.post("other", Acks.JOURNAL, TEXT);
      lane.settle();
    }
    assertThat(told).containsExactly(Outcome.STORED);
    assertThat(large).isEmpty();

    lane.close();
    assertThat(large).isNotEmpty();
    assertThat(large.getFirst()).isInstanceOf(Outcome.Lost.class);
    for (var sent : toOther) sent.done().accept(new Outcome.Lost(Problem.stopping()));

    var next = lane.next();
    assertThat(next.recover()).contains("j");
    next.close();
  }

  /// 2. A failure that its caller was told of counts as a success.
  @Test
  void a_sink_that_refuses_all_is_away_also_for_messages_that_nobody_keeps() {
    var lane = SteppedLane.in(folder);
    for (var i = 0; i < 10 * SteppedLane.FAILS; i++) {
      lane.post(Acks.KAFKA, "k" + i);
      lane.turn();
      lane.failAll();
      lane.turn();
    }
    var oneByOne = lane.lane.state();
    for (var i = 0; i < 10 * SteppedLane.FAILS; i++) lane.post(Acks.KAFKA, "k" + i);
    lane.turn();
    lane.failAll();
    lane.turn();
    var atOnce = lane.lane.state();
    lane.close();

    assertThat(List.of(oneByOne, atOnce))
        .containsExactly(Breaker.State.OPEN, Breaker.State.OPEN);
  }

  /// 3. One message without an answer keeps all later ones in memory that have theirs.
  @Test
  void what_was_answered_leaves_memory_although_an_older_one_waits() {
    var lane = SteppedLane.in(folder);
    lane.post("slow", Acks.KAFKA, "s");
    lane.turn();
    lane.sink.takeAll();
    var messages = new ArrayList<WeakReference<Message>>();
    for (var i = 0; i < 1_000; i++) {
      lane.post("t", Acks.KAFKA, "t" + i);
      lane.turn();
      for (var sent : lane.sink.takeAll()) {
        messages.add(new WeakReference<>(sent.message()));
        sent.deliver();
      }
      lane.turn();
    }
    assertThat(lane.gate.inside()).isEqualTo(1);

    assertThat(alive(messages)).isLessThan(100);
    lane.close();
  }

  /// 4. What was refused behind one that is kept stays in memory.
  @Test
  void what_was_turned_away_leaves_memory_although_an_older_one_waits() {
    var lane = SteppedLane.withoutLog();
    lane.post("stuck", Acks.MEMORY, "s");
    lane.turn();
    lane.sink.takeAll();
    lane.pass(SteppedLane.PATIENCE);
    lane.post("stuck", Acks.MEMORY, "kept");
    lane.turn();
    var terms = new Parcel.Terms(Acks.KAFKA, WalMode.DISABLE);
    assertThat(lane.lane.refusal(terms)).isNull();
    var messages = new ArrayList<WeakReference<Message>>();
    for (var i = 0; i < 1_000; i++) {
      var message = Message.of("stuck", null, new byte[i]);
      messages.add(new WeakReference<>(message));
      assertThat(lane.gate.enter(List.of(message))).isNull();
      lane.lane.post(
          new Parcel(message, lane.clock.nanos(), terms, lane.lane, (_, _) -> {}, 0));
      message = null;
      lane.turn();
    }
    assertThat(lane.gate.inside()).isEqualTo(2);

    assertThat(alive(messages)).isLessThan(100);
    lane.close();
  }

  private static long alive(List<WeakReference<Message>> messages) {
    for (var i = 0; i < 3; i++) System.gc();
    return messages.stream().filter(message -> message.get() != null).count();
  }

  /// 5. One turn passes over the whole backlog of a topic that is away.
  @Test
  void a_turn_reads_a_bounded_part_of_the_log() {
    var lane = SteppedLane.in(folder);
    lane.post("stuck", Acks.MEMORY, "s");
    lane.turn();
    lane.sink.takeAll();
    lane.pass(SteppedLane.PATIENCE);
    for (var i = 0; i < 9_000; i++) lane.post("stuck", Acks.MEMORY, "s" + i);
    lane.turn();
    lane.write();
    var before = lane.log().position();
    lane.turn();
    var read = lane.log().position() - before;
    lane.close();

    assertThat(read).isLessThanOrEqualTo(2_000);
  }

  /// 6. A place in the log is given up for one that is not durable yet.
  @Test
  void what_was_stored_stays_stored_when_its_second_place_fails() throws IOException {
    var lane = small();
    for (var i = 0; i < SteppedLane.FAILS; i++) lane.post(Acks.MEMORY, LARGE);
    var told = lane.post(Acks.JOURNAL, "j");
    lane.turn();
    lane.writeOne(); // it is on the disk, and the one who tells is late
    lane.clock.advance(SteppedLane.PATIENCE);
    lane.turn(); // the sink is away: all are logged, "j" anew behind the older ones
    lane.writeOne(); // told of its first place
    var stored = List.copyOf(told);
    diskFails(lane);

    lane.close();

    assertThat(stored).containsExactly(Outcome.STORED);
    var next = lane.next();
    assertThat(next.recover()).contains("j");
    next.close();
  }

  /// 7. A first place that nobody gives up.
  @Test
  void what_was_delivered_does_not_wait_when_its_second_place_failed() throws IOException {
    var lane = small();
    for (var i = 0; i < SteppedLane.FAILS; i++) lane.post(Acks.MEMORY, LARGE);
    lane.post(Acks.JOURNAL, "j");
    lane.settle();
    lane.clock.advance(SteppedLane.PATIENCE);
    lane.turn();
    lane.sink.deliverAll();
    diskFails(lane);
    for (var i = 0; i < 10; i++) lane.pass(Duration.ofSeconds(1));
    var waiting = lane.log().waiting();
    lane.close();

    assertThat(waiting).isZero();
    lane.assertBooksBalance();
  }

  /// No new file can be begun; what is open can be written.
  private void diskFails(SteppedLane lane) throws IOException {
    var log = folder.resolve("log");
    var away = folder.resolve("away");
    Files.move(log, away);
    lane.write();
    lane.turn();
    assertThat(lane.log().accepting()).isFalse();
    Files.move(away, log);
  }

  /// 12. One topic that waits, and the rows of all others are remembered for ever.
  @Test
  void rows_with_nothing_in_them_are_forgotten_although_an_older_one_waits() {
    var breaker =
        new BreakerConfig(5, SteppedLane.PATIENCE, Duration.ofSeconds(5), 3, Duration.ZERO);
    var rows = new Rows(breaker, 0);
    rows.busy("stuck", 0).backlogEnd = 1;
    var all = new ArrayList<WeakReference<Row>>();
    for (var i = 0; i < 50_000; i++) {
      all.add(new WeakReference<>(rows.busy("invented" + i, 0)));
      rows.forgetIdle();
    }
    for (var i = 0; i < 3; i++) System.gc();
    var kept = all.stream().filter(row -> row.get() != null).count();

    assertThat(rows.busy()).hasSize(1);
    assertThat(kept).isLessThan(20_000);
  }

  /// 2b. It also forgets since when a topic is missing.
  @Test
  void a_missing_topic_is_given_up_in_time_whatever_else_comes_for_it() {
    var lane = SteppedLane.in(folder);
    lane.post(Acks.MEMORY, "m");
    for (var i = 0; i < 60; i++) {
      lane.post(Acks.KAFKA, "k" + i);
      lane.turn();
      lane.failAll(Problem.Code.UNKNOWN_TOPIC);
      lane.pass(Duration.ofSeconds(1));
    }
    var dead = lane.figures.counted("weir_messages_dead_lettered");
    lane.close();

    assertThat(dead).as("dead letters after a minute").isEqualTo(1);
  }

  /// 8. Dead letters come back all at once.
  @Test
  void dead_letters_are_sent_again_within_the_limits() {
    var lane = SteppedLane.in(folder);
    var reason = new Problem(Problem.Code.TOO_LARGE, "what", "why", "remedy");
    for (var i = 0; i < 30_000; i++) {
      var at = lane.dead().append(Message.of("t", null, new byte[10]), reason, nobody());
      lane.dead().release(at);
    }
    lane.dead().commit();
    lane.write();
    lane.lane.requeue(_ -> true);
    lane.turn();
    var inside = lane.gate.inside();
    lane.close();

    assertThat(inside).as("limits.in-flight is 10,000").isLessThanOrEqualTo(15_000);
  }

  private static Wal.Listener nobody() {
    return new Wal.Listener() {
      @Override
      public void stored() {}

      @Override
      public void notStored(Problem why) {}
    };
  }
}
