package dev.weir.delivery;

import static java.lang.Thread.State.TIMED_WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Eventually;
import dev.weir.Figures;
import dev.weir.HandClock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Receipt;
import dev.weir.config.BreakerConfig;
import dev.weir.config.LimitsConfig;
import dev.weir.config.WalConfig;
import dev.weir.config.WalMode;
import dev.weir.metrics.Metrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LaneTest {
  private static final Parcel.Terms TERMS = new Parcel.Terms(Acks.KAFKA, WalMode.DISABLE);
  private static final LaneSetup SETUP =
      new LaneSetup(
          "test",
          new LimitsConfig(1 << 20, 1 << 16, 1_000, 1 << 20),
          new BreakerConfig(5, Duration.ofDays(1), Duration.ofSeconds(5), 3, Duration.ZERO),
          new WalConfig(Path.of("none"), WalMode.DISABLE, 1, 1, Duration.ZERO, 0),
          Duration.ofDays(1));

  private final HandClock clock = new HandClock();
  private final Metrics metrics = new Metrics();
  private final Figures figures = new Figures(metrics);
  private final LimitsConfig limits = new LimitsConfig(1 << 20, 1 << 16, 1_000, 1 << 20);
  private final Budget budget = new Budget(limits.memory());
  private final Gate gate = new Gate(limits, budget, clock);
  private final FakeSink sink = new FakeSink();
  private final Lane lane =
      Lane.open(SETUP, _ -> sink, null, gate, new Ledger("test", gate, metrics, clock));
  private final List<List<Outcome>> receipts = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void end() {
    sink.deliverAll();
    close(Duration.ofSeconds(1));
  }

  @Test
  void messages_and_tasks_reach_the_sink_in_the_order_of_posting() {
    var tasks = Collections.synchronizedList(new ArrayList<Integer>());

    post("a");
    lane.execute(() -> tasks.add(sink.topics().size()));
    post("b");
    lane.execute(() -> tasks.add(sink.topics().size()));

    Eventually.holds("both tasks ran", () -> tasks.size() == 2);
    assertThat(tasks).containsExactly(1, 2);
    assertThat(sink.topics()).containsExactly("a", "b");
  }

  @Test
  void a_throwing_sink_loses_that_message_alone() {
    sink.onSend = sent -> failFor("bad", sent);

    post("bad");
    post("good");
    Eventually.holds("the good one is sent", () -> sink.topics().contains("good"));
    sink.deliverAll();

    assertThat(receipts).hasSize(2);
    assertThat(code(receipts.getFirst())).isEqualTo(Problem.Code.BUG);
    assertThat(receipts.getLast()).containsExactly(new Outcome.Delivered(0, 0));
    assertNothingInside();
  }

  @Test
  void a_message_that_cannot_be_looked_at_is_lost_alone() {
    sink.onRoom =
        message -> {
          if (message.topic().equals("bad")) throw new IllegalArgumentException("no such message");
        };

    post("bad");
    post("good");
    Eventually.holds("the good one is sent", () -> sink.topics().contains("good"));
    sink.deliverAll();

    assertThat(receipts).hasSize(2);
    assertThat(code(receipts.getFirst())).isEqualTo(Problem.Code.BUG);
    assertNothingInside();
  }

  @Test
  void a_sink_that_answers_and_then_throws_is_heard_once() {
    sink.onSend =
        sent -> {
          sink.forget(sent);
          sent.deliver();
          failFor("bad", sent);
        };

    post("bad");
    post("good");
    Eventually.holds("both are answered", () -> receipts.size() >= 2);

    assertThat(receipts).hasSize(2).allMatch(LaneTest::delivered);
    assertThat(figures.counted("weir_messages_delivered")).isEqualTo(2);
    assertThat(figures.counted("weir_messages_lost")).isZero();
    assertNothingInside();
  }

  @Test
  void a_receipt_that_throws_does_not_stop_the_lane() {
    sink.onSend =
        sent -> {
          sink.forget(sent);
          sent.deliver();
        };

    post(
        "a",
        _ -> {
          throw new IllegalStateException("the connection is gone");
        });
    lane.execute(() ->
        post(
            "b",
            _ -> {
              throw new IllegalStateException("the connection is gone");
            }));
    lane.execute(() -> {
      throw new IllegalStateException("a task went wrong");
    });
    post("c");
    Eventually.holds("all arrived", () -> figures.counted("weir_messages_delivered") == 3);

    Eventually.holds("the last one is answered", () -> receipts.size() == 1);
    assertThat(figures.counted("weir_messages_lost")).isZero();
    assertNothingInside();
  }

  @Test
  void closing_sends_what_waits_and_waits_for_its_outcome() throws Exception {
    for (var i = 0; i < 10; i++) post("t" + i);

    var closing = Thread.ofPlatform().start(() -> close(Duration.ofSeconds(10)));
    Eventually.holds("all are sent", () -> sink.topics().size() == 10);
    Eventually.holds("the lane is to end", () -> closing.getState() == TIMED_WAITING);
    var closedBeforeTheOutcomes = sink.closedWithin();
    clock.advance(Duration.ofSeconds(2)); // within the lane's patience
    sink.deliverAll();
    closing.join();

    assertThat(closedBeforeTheOutcomes).isNull();
    assertThat(sink.closedWithin()).isEqualTo(Duration.ofSeconds(8));
    assertThat(receipts).hasSize(10).allMatch(LaneTest::delivered);
    assertNothingInside();
  }

  @Test
  void what_has_no_outcome_in_time_is_lost_because_weir_stops() throws Exception {
    for (var i = 0; i < 10; i++) post("t" + i);
    Eventually.holds("all are sent", () -> sink.topics().size() == 10);

    var closing = Thread.ofPlatform().start(() -> close(Duration.ofSeconds(10)));
    Eventually.holds("the lane is to end", () -> closing.getState() == TIMED_WAITING);
    clock.advance(Duration.ofSeconds(11));
    closing.join();

    assertThat(sink.closedWithin()).isEqualTo(Duration.ZERO);
    assertThat(receipts).hasSize(10).allMatch(r -> code(r) == Problem.Code.STOPPING);
    assertThat(figures.counted("weir_messages_lost", "stopping")).isEqualTo(10);
    assertNothingInside();
  }

  @Test
  void what_waits_behind_a_sink_that_blocks_is_lost_because_weir_stops() throws Exception {
    var stuck = new CountDownLatch(1);
    sink.onSend = _ -> await(stuck);
    for (var i = 0; i < 10; i++) post("t" + i);
    Eventually.holds("the first is on its way", () -> sink.topics().size() == 1);

    var closing = Thread.ofPlatform().start(() -> close(Duration.ofSeconds(10)));
    Eventually.holds("the lane is to end", () -> closing.getState() == TIMED_WAITING);
    clock.advance(Duration.ofSeconds(11));
    stuck.countDown();
    closing.join();

    assertThat(receipts).hasSize(10).allMatch(r -> code(r) == Problem.Code.STOPPING);
    assertNothingInside();
  }

  @Test
  void closing_an_idle_lane_or_closing_it_twice_takes_no_time() {
    close(Duration.ofHours(1));
    close(Duration.ofHours(1));

    assertThat(sink.closedWithin()).isEqualTo(Duration.ofHours(1));
  }

  private void close(Duration atMost) {
    lane.askToEnd(atMost);
    lane.awaitEnd(atMost);
  }

  private void post(String topic) {
    post(topic, receipts::add);
  }

  private void post(String topic, Receipt receipt) {
    var message = Message.of(topic, null, null);
    assertThat(gate.enter(List.of(message))).isNull();
    lane.post(
        new Parcel(message, clock.nanos(), TERMS, lane, null, new Consignment(1, receipt), 0));
  }

  private void assertNothingInside() {
    Eventually.holds("nothing is inside", () -> gate.inside() == 0);
    Eventually.holds("all room is back", () -> budget.usedBytes() == 0);
  }

  private void failFor(String topic, FakeSink.Sent sent) {
    if (!sent.message().topic().equals(topic)) return;
    sink.forget(sent);
    throw new IllegalArgumentException("no such message");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean delivered(List<Outcome> outcomes) {
    return outcomes.stream().allMatch(Outcome.Delivered.class::isInstance);
  }

  private static Problem.Code code(List<Outcome> outcomes) {
    assertThat(outcomes).hasSize(1);
    return ((Outcome.Lost) outcomes.getFirst()).problem().code();
  }
}
