package dev.weir.delivery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Caller;
import dev.weir.HandClock;
import dev.weir.Header;
import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.config.LimitsConfig;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class GateTest {
  private static final int OVERHEAD = 512;
  private static final Caller ANYBODY = Caller.anybody("me");

  @Test
  void nobody_writes_to_the_topic_that_is_weirs_own() {
    var limits = new LimitsConfig(1 << 20, 100, 10, 1 << 20);
    var gate = new Gate(limits, new Budget(1 << 20), new HandClock(), "__weir_instances");

    assertThat(gate.refusal(Message.of("__weir_instances", null, null), ANYBODY))
        .isEqualTo(Problem.ownTopic("__weir_instances"));
    assertThat(gate.refusal(Message.of("__weir_instances2", null, null), ANYBODY)).isNull();
  }

  @Test
  void the_last_byte_of_room_can_be_used_and_no_more() {
    var budget = new Budget(2 * (OVERHEAD + 3));
    var gate = gate(budget, 100);

    var entered = gate.enter(List.of(message(3), message(3)));
    var refused = gate.enter(List.of(message(0)));

    assertThat(entered).isNull();
    assertThat(budget.usedBytes()).isEqualTo(budget.limitBytes());
    assertThat(code(refused)).isEqualTo(Problem.Code.MEMORY_FULL);
    assertThat(gate.inside()).isEqualTo(2);
  }

  @Test
  void one_byte_too_many_refuses_all_of_them_and_keeps_no_room() {
    var budget = new Budget(3 * (OVERHEAD + 3) - 1);
    var gate = gate(budget, 100);

    var first = gate.enter(List.of(message(3)));
    var refused = gate.enter(List.of(message(3), message(3)));

    assertThat(first).isNull();
    assertThat(code(refused)).isEqualTo(Problem.Code.MEMORY_FULL);
    assertThat(budget.usedBytes()).isEqualTo(OVERHEAD + 3);
    assertThat(gate.inside()).isEqualTo(1);
  }

  @Test
  void what_could_never_enter_is_not_told_to_come_again() {
    var budget = new Budget(2 * (OVERHEAD + 3) - 1);

    var tooLarge = gate(budget, 100).enter(List.of(message(3), message(3)));
    var tooMany = gate(budget, 1).enter(List.of(message(0), message(0)));

    assertThat(code(tooLarge)).isEqualTo(Problem.Code.BATCH_TOO_LARGE);
    assertThat(code(tooMany)).isEqualTo(Problem.Code.BATCH_TOO_LARGE);
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void one_message_too_many_refuses_all_of_them_and_keeps_no_room() {
    var budget = new Budget(1 << 20);
    var gate = gate(budget, 3);

    var first = gate.enter(Collections.nCopies(2, message(1)));
    var refused = gate.enter(Collections.nCopies(2, message(1)));
    var third = gate.enter(List.of(message(1)));

    assertThat(first).isNull();
    assertThat(code(refused)).isEqualTo(Problem.Code.MEMORY_FULL);
    assertThat(third).isNull();
    assertThat(gate.inside()).isEqualTo(3);
    assertThat(budget.usedBytes()).isEqualTo(3 * (OVERHEAD + 1));
  }

  @Test
  void key_value_and_headers_all_take_room_and_all_is_given_back() {
    var budget = new Budget(1 << 20);
    var gate = gate(budget, 10);
    var headers = List.of(new Header("name", new byte[6]), new Header("n", null));
    var message = new Message("t", 0, 0, new byte[20], new byte[300], headers);

    var entered = gate.enter(List.of(message));

    assertThat(entered).isNull();
    assertThat(budget.usedBytes()).isEqualTo(OVERHEAD + 20 + 300 + 4 + 6 + 1);
    gate.leave(message, null);
    assertThat(budget.usedBytes()).isZero();
    assertThat(gate.inside()).isZero();
  }

  @Test
  void a_closed_gate_refuses_and_keeps_no_room() {
    var budget = new Budget(1 << 20);
    var gate = gate(budget, 10);

    gate.close();
    var refused = gate.enter(List.of(message(1)));

    assertThat(code(refused)).isEqualTo(Problem.Code.STOPPING);
    assertThat(budget.usedBytes()).isZero();
    assertThat(gate.inside()).isZero();
  }

  @Test
  void the_largest_message_may_be_as_large_as_the_limit_says() {
    var gate =
        new Gate(new LimitsConfig(1 << 20, 100, 10, 1 << 20), new Budget(1 << 20), new HandClock());

    assertThat(gate.refusal(message(100), ANYBODY)).isNull();
    assertThat(code(gate.refusal(message(101), ANYBODY))).isEqualTo(Problem.Code.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä", "a\u0000", "a\n"})
  void an_illegal_topic_is_refused(String topic) {
    var gate = gate(new Budget(1 << 20), 10);

    var refused = gate.refusal(Message.of(topic, null, null), ANYBODY);

    assertThat(code(refused)).isEqualTo(Problem.Code.INVALID_TOPIC);
    assertThat(refused).extracting(Problem::text).asString().doesNotContain("\n", "\u0000");
  }

  @Test
  void a_topic_may_have_249_characters_and_not_250() {
    var gate = gate(new Budget(1 << 20), 10);

    assertThat(gate.refusal(Message.of("x".repeat(249), null, null), ANYBODY)).isNull();
    assertThat(code(gate.refusal(Message.of("x".repeat(250), null, null), ANYBODY)))
        .isEqualTo(Problem.Code.INVALID_TOPIC);
    assertThat(gate.refusal(Message.of("...", null, null), ANYBODY)).isNull();
    assertThat(gate.refusal(Message.of("aZ0._-", null, null), ANYBODY)).isNull();
  }

  @Test
  void many_threads_never_get_more_room_than_there_is_and_leave_none_behind() throws Exception {
    var budget = new Budget(40 * (OVERHEAD + 10));
    var gate = gate(budget, 50);
    var admitted = new AtomicInteger();
    var most = new AtomicInteger();

    var threads =
        IntStream.range(0, 8)
            .mapToObj(
                seed -> Thread.ofVirtual().start(() -> enterAndLeave(gate, admitted, most, seed)))
            .toList();
    for (var thread : threads) thread.join();

    assertThat(most.get()).isBetween(1, 40);
    assertThat(budget.usedBytes()).isZero();
    assertThat(gate.inside()).isZero();
  }

  private static void enterAndLeave(
      Gate gate, AtomicInteger admitted, AtomicInteger most, int seed) {
    var random = new SplittableRandom(seed);
    for (var turn = 0; turn < 5_000; turn++) {
      var messages = Collections.nCopies(random.nextInt(12), message(10));
      if (gate.enter(messages) == null) {
        most.accumulateAndGet(admitted.addAndGet(messages.size()), Math::max);
        Thread.onSpinWait();
        admitted.addAndGet(-messages.size());
        gate.leave(messages, null);
      }
    }
  }

  private static Gate gate(Budget budget, int inFlight) {
    return new Gate(
        new LimitsConfig(budget.limitBytes(), 1 << 20, inFlight, 1 << 20), budget, new HandClock());
  }

  private static Message message(int sizeBytes) {
    return Message.of("t", null, new byte[sizeBytes]);
  }

  private static Problem.Code code(@Nullable Problem problem) {
    assertThat(problem).isNotNull();
    return requireNonNull(problem).code();
  }
}
