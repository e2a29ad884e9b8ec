package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Eventually;
import dev.weir.Figures;
import dev.weir.HandClock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Submission;
import dev.weir.config.LimitsConfig;
import dev.weir.metrics.Metrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class DeliveryTest {
  private static final int LARGEST = 100;

  private final HandClock clock = new HandClock();
  private final Metrics metrics = new Metrics();
  private final Figures figures = new Figures(metrics);
  private final FakeSink sink = new FakeSink();
  private final LimitsConfig limits = new LimitsConfig(1 << 20, LARGEST, 100, 1 << 20);
  private final Delivery delivery = Delivery.start(limits, _ -> sink, metrics, clock);
  private final List<List<Outcome>> receipts = Collections.synchronizedList(new ArrayList<>());

  /// Whether those who load the delivery should end.
  private final AtomicBoolean stopped = new AtomicBoolean();

  @AfterEach
  void end() {
    sink.onSend = FakeSink.Sent::deliver;
    sink.deliverAll();
    delivery.close();
  }

  @Test
  void memory_is_answered_before_the_sink_has_anything() {
    submit(Acks.MEMORY, "a", "b");

    assertThat(receipts).containsExactly(List.of(Outcome.ACCEPTED, Outcome.ACCEPTED));
  }

  @Test
  void memory_is_answered_once_even_when_the_message_is_lost_later() {
    submit(Acks.MEMORY, "a");
    awaitSent(1);
    loseAll(Problem.Code.INVALID_MESSAGE);

    assertNothingInside();
    assertThat(receipts).containsExactly(List.of(Outcome.ACCEPTED));
    assertThat(figures.counted("weir_messages_lost", "invalid_message")).isEqualTo(1);
  }

  @Test
  void memory_is_sent_again_when_the_sink_did_not_take_it_for_now() {
    submit(Acks.MEMORY, "a");
    awaitSent(1);
    loseAll(Problem.Code.TIMED_OUT);
    awaitSent(2);
    sink.deliverAll();

    assertNothingInside();
    assertThat(receipts).containsExactly(List.of(Outcome.ACCEPTED));
    assertThat(figures.counted("weir_messages_delivered")).isEqualTo(1);
    assertThat(figures.counted("weir_messages_lost")).isZero();
  }

  @Test
  void a_caller_who_waits_for_kafka_hears_of_the_loss_and_sends_again_itself() {
    submit(Acks.KAFKA, "a");
    awaitSent(1);
    loseAll(Problem.Code.TIMED_OUT);

    awaitReceipt();
    assertNothingInside();
    assertThat(receipts).hasSize(1);
    assertThat(sink.topics()).containsExactly("a");
    assertThat(figures.counted("weir_messages_lost", "timed_out")).isEqualTo(1);
  }

  @Test
  void kafka_is_answered_when_the_last_outcome_is_in_and_in_the_order_of_the_messages() {
    submit(Acks.KAFKA, "a", "b", "c");
    awaitSent(3);
    var sent = sink.takeAll();

    sent.get(2).done().accept(new Outcome.Delivered(2, 20));
    sent.get(0).done().accept(new Outcome.Delivered(0, 7));
    var early = List.copyOf(receipts);
    var lost = new Outcome.Lost(Problem.stopping());
    sent.get(1).done().accept(lost);

    assertThat(early).isEmpty();
    awaitReceipt();
    assertNothingInside();
    assertThat(receipts)
        .containsExactly(List.of(new Outcome.Delivered(0, 7), lost, new Outcome.Delivered(2, 20)));
  }

  @Test
  void one_bad_message_among_good_ones_is_refused_alone() {
    var messages =
        List.of(message("good"), message("bad topic"), large("large"), message("also.good"));

    delivery.submit(new Submission(messages, Acks.KAFKA, receipts::add));
    awaitSent(2);
    sink.deliverAll();

    assertThat(receipts).hasSize(1);
    assertThat(codes(receipts.getFirst())).containsExactly("", "INVALID_TOPIC", "TOO_LARGE", "");
    assertThat(sink.topics()).containsExactly("good", "also.good");
    assertThat(figures.counted("weir_messages_refused")).isEqualTo(2);
    assertNothingInside();
  }

  @Test
  void the_refusals_of_memory_are_in_its_answer_too() {
    var messages = List.of(large("t"), message("good"), message(".."));

    delivery.submit(new Submission(messages, Acks.MEMORY, receipts::add));

    assertThat(codes(receipts.getFirst())).containsExactly("TOO_LARGE", "", "INVALID_TOPIC");
    awaitSent(1);
    sink.deliverAll();
    assertNothingInside();
  }

  @ParameterizedTest
  @EnumSource
  void when_all_are_refused_the_answer_comes_at_once(Acks acks) {
    submit(acks, "a b", "c d");

    assertThat(receipts).hasSize(1);
    assertThat(codes(receipts.getFirst())).containsExactly("INVALID_TOPIC", "INVALID_TOPIC");
    assertNothingInside();
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_answered_at_once(Acks acks) {
    submit(acks);

    assertThat(receipts).containsExactly(List.of());
    assertNothingInside();
  }

  @ParameterizedTest
  @EnumSource
  void a_submission_without_room_is_refused_whole_and_leaves_no_trace(Acks acks) {
    submit(Acks.MEMORY, topics(99));
    awaitSent(99);

    submit(acks, "a", "b");

    assertThat(codes(receipts.getLast())).containsExactly("MEMORY_FULL", "MEMORY_FULL");
    assertThat(figures.counted("weir_messages_refused", "memory_full")).isEqualTo(2);
    assertThat(figures.gauge("weir_messages_waiting")).isEqualTo(99);
    sink.deliverAll();
    assertNothingInside();
  }

  @ParameterizedTest
  @EnumSource
  void after_closing_all_is_refused(Acks acks) {
    delivery.close();

    submit(acks, "a");
    submit(acks);

    assertThat(codes(receipts.getFirst())).containsExactly("STOPPING");
    assertThat(receipts.getLast()).isEmpty();
    assertThat(receipts).hasSize(2);
    assertNothingInside();
  }

  @Test
  void the_time_from_acceptance_to_outcome_is_observed() {
    submit(Acks.KAFKA, "a");
    awaitSent(1);
    sink.deliverAll();

    assertThat(figures.observed("weir_delivery_seconds")).isEqualTo(1);
  }

  /// Every message that was submitted is in exactly one column at the end, whenever the close came.
  @Test
  void the_books_balance_exactly_though_delivery_closes_under_load() throws Exception {
    sink.onSend = this::answerAtRandom;
    var submitted = new AtomicLong();
    var answered = new AtomicLong();

    var clients =
        IntStream.range(0, 4)
            .mapToObj(seed -> Thread.ofPlatform().start(() -> load(seed, submitted, answered)))
            .toList();
    Eventually.holds("there is load", () -> sink.topics().size() > 2_000);
    delivery.close();
    stopped.set(true);
    for (var client : clients) client.join();
    // The sink may be about to tell what the lane, which has ended, does not wait for any more.
    Eventually.holds("all outcomes are told", () -> answered.get() == submitted.get());
    assertNothingInside();

    var accepted = figures.counted("weir_messages_accepted");
    assertThat(answered).as("outcomes told").hasValue(submitted.get());
    assertThat(accepted + figures.counted("weir_messages_refused")).isEqualTo(submitted.get());
    assertThat(figures.counted("weir_messages_delivered") + figures.counted("weir_messages_lost"))
        .isEqualTo(accepted);
    assertThat(sink.topics()).hasSizeGreaterThanOrEqualTo((int) accepted);
  }

  private void load(int seed, AtomicLong submitted, AtomicLong answered) {
    var random = new SplittableRandom(seed);
    while (!stopped.get()) {
      var topics = Stream.generate(() -> random.nextInt(9) == 0 ? "a b" : "t");
      var messages = topics.limit(random.nextInt(6)).map(DeliveryTest::message).toList();
      var acks = random.nextBoolean() ? Acks.KAFKA : Acks.MEMORY;
      submitted.addAndGet(messages.size());
      delivery.submit(new Submission(messages, acks, o -> answered.addAndGet(o.size())));
    }
  }

  private void answerAtRandom(FakeSink.Sent sent) {
    sink.forget(sent);
    if (sink.closedWithin() != null) {
      lose(sent); // at once, as a closed sink does: the lane has ended, and waits for no word
      return;
    }
    switch ((int) (Math.abs(System.nanoTime()) % 3)) {
      case 0 -> Thread.startVirtualThread(sent::deliver);
      case 1 -> sent.deliver();
      default -> Thread.startVirtualThread(() -> lose(sent));
    }
  }

  private static void lose(FakeSink.Sent sent) {
    sent.done().accept(new Outcome.Lost(Problem.stopping()));
  }

  private void submit(Acks acks, String... topics) {
    var messages = Stream.of(topics).map(DeliveryTest::message).toList();
    delivery.submit(new Submission(messages, acks, receipts::add));
  }

  private void awaitSent(int count) {
    Eventually.holds(count + " are sent", () -> sink.topics().size() == count);
  }

  private void loseAll(Problem.Code code) {
    var problem = new Problem(code, "a", "b", "c");
    sink.takeAll().forEach(sent -> sent.done().accept(new Outcome.Lost(problem)));
  }

  /// A loss is booked, and then told, on the lane's thread.
  private void awaitReceipt() {
    Eventually.holds("the caller hears", () -> receipts.size() == 1);
  }

  private void assertNothingInside() {
    Eventually.holds("nothing waits", () -> figures.gauge("weir_messages_waiting") == 0);
    Eventually.holds("all room is back", () -> delivery.budget().usedBytes() == 0);
  }

  private static List<String> codes(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(o -> o instanceof Outcome.Refused(var problem) ? problem.code().name() : "")
        .toList();
  }

  private static String[] topics(int count) {
    return IntStream.range(0, count).mapToObj(i -> "t" + i).toArray(String[]::new);
  }

  private static Message message(String topic) {
    return Message.of(topic, null, new byte[1]);
  }

  private static Message large(String topic) {
    return Message.of(topic, new byte[1], new byte[LARGEST]);
  }
}
