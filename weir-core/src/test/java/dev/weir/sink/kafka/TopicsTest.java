package dev.weir.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Eventually;
import dev.weir.HandClock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Problem.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TopicsTest {
  private static final Duration IDLE = Duration.ofMinutes(2);
  private static final Duration QUEUE = Duration.ofMillis(500);

  private static final Topics.Terms TERMS =
      new Topics.Terms(IDLE.toNanos(), QUEUE.toNanos(), 16_384, 1_048_576);
  private static final Outcome DELIVERED = new Outcome.Delivered(0, 0);

  private final HandClock clock = new HandClock();
  private final FakeCluster cluster = new FakeCluster();
  private final List<String> sent = new ArrayList<>();
  private final List<Code> lost = new ArrayList<>();
  private final Topics topics =
      new Topics(cluster::facts, cluster::execute, clock, TERMS, this::fly);

  private record Flying(Topic topic, Topic.Waiting one) {}

  private final List<Flying> flying = new ArrayList<>();

  @Test
  void messages_wait_for_their_topic_and_leave_in_the_order_they_came() {
    send("t", "1");
    send("t", "2");
    send("t", "3");
    var sentBeforeTheAnswer = List.copyOf(sent);

    cluster.answer("t", 1);
    send("t", "4");

    assertThat(sentBeforeTheAnswer).isEmpty();
    assertThat(sent).containsExactly("t1", "t2", "t3", "t4");
    assertThat(cluster.asking("t")).isZero();
  }

  @Test
  void a_topic_that_nobody_answers_for_keeps_no_other_waiting() {
    send("missing", "1");
    send("a", "1");
    send("b", "1");

    cluster.answer("b", 1);
    cluster.answer("a", 1);
    send("a", "2");

    assertThat(sent).containsExactly("b1", "a1", "a2");
    assertThat(lost).isEmpty();
    cluster.answer("missing", 1);
  }

  @Test
  void when_the_cluster_does_not_know_a_topic_all_that_waited_is_lost_and_the_next_asks_again() {
    send("t", "1");
    send("t", "2");

    cluster.fail("t", unknownTopic());
    send("t", "3");
    cluster.answer("t", 1);

    assertThat(lost).containsExactly(Code.UNKNOWN_TOPIC, Code.UNKNOWN_TOPIC);
    assertThat(sent).containsExactly("t3");
  }

  @Test
  void a_topic_whose_look_up_may_not_begin_in_time_fails() {
    for (var i = 0; i < Topics.LOOKUPS_MAX; i++) send("missing" + i, "1");
    Eventually.holds("all are asked for", () -> allAsked(Topics.LOOKUPS_MAX));

    var before = System.nanoTime();
    send("t", "1");
    send("t", "2");
    cluster.runNext();
    var took = Duration.ofNanos(System.nanoTime() - before);

    assertThat(took).isGreaterThanOrEqualTo(QUEUE);
    assertThat(lost).containsExactly(Code.TIMED_OUT, Code.TIMED_OUT);
    assertThat(cluster.asking("t")).isZero();
    for (var i = 0; i < Topics.LOOKUPS_MAX; i++) cluster.fail("missing" + i, unknownTopic());
    send("t", "3");
    cluster.answer("t", 1);
    assertThat(sent).containsExactly("t3");
  }

  @Test
  void a_cluster_that_is_away_is_not_an_unknown_topic() {
    send("t", "1");

    cluster.fail("t", new TimeoutException("no metadata"));

    assertThat(lost).containsExactly(Code.TIMED_OUT);
  }

  @Test
  void a_partition_that_is_not_there_loses_that_message_alone() {
    send("t", "1", 2);
    send("t", "2", 1);
    send("t", "3", -1);
    send("t", "4", Message.ANY_PARTITION);
    cluster.answer("t", 2);
    send("t", "5", 2);
    send("t", "6", 0);

    assertThat(sent).containsExactly("t2", "t4", "t6");
    assertThat(lost)
        .containsExactly(Code.UNKNOWN_PARTITION, Code.UNKNOWN_PARTITION, Code.UNKNOWN_PARTITION);
    assertThat(cluster.asking("t")).isZero();
  }

  @Test
  void a_partition_that_is_not_there_is_looked_for_again_after_a_second() {
    send("t", "1", 0);
    cluster.answer("t", 1);

    clock.advance(Duration.ofSeconds(1));
    send("t", "2", 1);
    clock.advance(Duration.ofNanos(1));
    send("t", "3", 1);
    send("t", "4", 0);
    cluster.answer("t", 2);

    assertThat(lost).containsExactly(Code.UNKNOWN_PARTITION);
    assertThat(sent).containsExactly("t1", "t3", "t4");
  }

  @Test
  void a_topic_that_was_idle_is_looked_up_again_because_kafkas_client_forgets_it() {
    send("t", "1");
    cluster.answer("t", 1);

    clock.advance(IDLE.minusNanos(1));
    send("t", "2");
    clock.advance(IDLE.minusNanos(1));
    send("t", "3");
    clock.advance(IDLE);
    send("t", "4");
    var sentBeforeTheAnswer = List.copyOf(sent);
    cluster.answer("t", 1);

    assertThat(sentBeforeTheAnswer).containsExactly("t1", "t2", "t3");
    assertThat(sent).containsExactly("t1", "t2", "t3", "t4");
  }

  @Test
  void at_most_10_000_topics_are_remembered_and_the_longest_unused_is_forgotten() {
    var lookups = new AtomicInteger();
    var quick = quick(lookups);
    for (var i = 0; i < 10_000; i++) sendQuick(quick, "t" + i);
    sendQuick(quick, "t0");
    sendQuick(quick, "one.more");
    var before = lookups.get();

    sendQuick(quick, "t0");
    var afterTheUsed = lookups.get();
    sendQuick(quick, "t1");

    assertThat(before).isEqualTo(10_001);
    assertThat(afterTheUsed).isEqualTo(10_001);
    assertThat(lookups).hasValue(10_002);
  }

  @Test
  void topics_that_do_not_exist_do_not_push_out_those_that_do() {
    var lookups = new AtomicInteger();
    var quick = quick(lookups);
    sendQuick(quick, "good");
    for (var i = 0; i < 10_001; i++) sendQuick(quick, "missing" + i);
    var before = lookups.get();

    sendQuick(quick, "good");

    assertThat(lookups).hasValue(before);
  }

  @Test
  void what_waits_when_the_sink_closes_is_lost_because_weir_stops() {
    send("t", "1");
    send("t", "2");
    send("u", "1");

    topics.close();
    cluster.answer("t", 1);

    assertThat(lost).containsExactly(Code.STOPPING, Code.STOPPING, Code.STOPPING);
    assertThat(sent).isEmpty();
    cluster.answer("u", 1);
  }

  @Test
  void after_closing_nothing_is_sent_and_everything_is_answered() {
    send("t", "1");
    cluster.answer("t", 1);

    topics.close();
    send("t", "2");
    send("u", "1");

    assertThat(sent).containsExactly("t1");
    assertThat(lost).containsExactly(Code.STOPPING, Code.STOPPING);
  }

  @Test
  void a_message_over_the_topics_limit_goes_alone_and_nothing_passes_it() {
    open("t", 20_000);

    send("t", "1");
    send("t", "x".repeat(30_000));
    send("t", "2");
    send("t", "3");
    var sentFirst = sentSizes();
    settle();
    var sentThen = sentSizes();
    settle();

    assertThat(sentFirst).containsExactly(1);
    assertThat(sentThen).containsExactly(1, 30_000);
    assertThat(sentSizes()).containsExactly(1, 30_000, 1, 1);
  }

  @Test
  void a_topic_that_takes_less_than_a_batch_never_has_more_on_its_way_than_it_takes() {
    open("t", 2_500);

    for (var i = 0; i < 5; i++) send("t", "x".repeat(1_000));
    var sentFirst = sentSizes();
    settle();

    assertThat(sentFirst).hasSize(2);
    assertThat(sentSizes()).hasSize(3);
  }

  @Test
  void the_lane_keeps_a_message_that_would_have_to_wait_for_others_of_its_topic() {
    open("t", 2_500);
    var message = Message.of("t", null, new byte[2_000]);
    var before = topics.hasRoom(message);

    topics.send(message, _ -> {});
    var beside = topics.hasRoom(message);
    settle();

    assertThat(before).isTrue();
    assertThat(beside).isFalse();
    assertThat(topics.hasRoom(message)).isTrue();
  }

  @Test
  void where_the_limit_is_unknown_what_is_larger_than_a_batch_goes_alone() {
    open("t", Topic.UNKNOWN);

    send("t", "x".repeat(16_000));
    send("t", "x".repeat(16_000));
    send("t", "x".repeat(17_000));

    assertThat(sentSizes()).containsExactly(16_000, 16_000);
  }

  @Test
  void after_an_unexpected_refusal_all_go_alone_until_the_limit_is_known() {
    open("t", Topic.UNKNOWN);
    send("t", "x".repeat(5_000));
    topics.tooLarge(flying.getFirst().topic(), flying.getFirst().one().bytes());
    settle();

    send("t", "1");
    cluster.answer("t", 1);
    send("t", "2");
    var alone = sentSizes();
    settle();
    topics.tooLarge(flying.getFirst().topic(), 200);
    settle();
    send("t", "3");
    cluster.answer("t", new Topic.Facts(1, 20_000));
    send("t", "4");

    assertThat(alone).containsExactly(5_000, 1);
    assertThat(sentSizes()).containsExactly(5_000, 1, 1, 1, 1);
  }

  @Test
  void a_refusal_of_what_is_over_the_limit_anyway_changes_nothing() {
    open("t", 20_000);
    send("t", "x".repeat(30_000));
    topics.tooLarge(flying.getFirst().topic(), flying.getFirst().one().bytes());
    settle();

    send("t", "1");
    send("t", "2");

    assertThat(sentSizes()).containsExactly(30_000, 1, 1);
    assertThat(cluster.asking("t")).isZero();
  }

  @Test
  void what_waits_behind_a_message_that_is_lost_for_now_is_lost_with_it() {
    open("t", 2_500);
    send("t", "x".repeat(2_000));
    send("t", "x".repeat(2_001));
    send("t", "x".repeat(2_002));

    settle(new Outcome.Lost(Problem.stopping()));
    send("t", "4");

    assertThat(lost).containsExactly(Code.STOPPING, Code.STOPPING);
    assertThat(sentSizes()).containsExactly(2_000, 1);
  }

  @Test
  void messages_over_the_limit_have_it_asked_for_again_after_a_minute() {
    open("t", 20_000);

    clock.advance(Duration.ofSeconds(61));
    send("t", "x".repeat(30_000));
    cluster.answer("t", new Topic.Facts(1, 100_000));
    send("t", "x".repeat(30_000));

    assertThat(sentSizes()).containsExactly(30_000, 30_000);
  }

  @Test
  void another_producer_knows_no_topic_and_hears_of_nothing_older() {
    open("t", 20_000);
    send("t", "1");
    send("u", "1");

    topics.restart();
    cluster.answer("u", 1);
    send("t", "2");
    send("t", "3");
    cluster.answer("t", 1);

    assertThat(sent).containsExactly("t1", "t2");
    assertThat(lost).isEmpty();
  }

  /// Makes the topic known.
  private void open(String topic, long bytesMax) {
    topics.send(Message.of(topic, null, null), _ -> {});
    cluster.answer(topic, new Topic.Facts(1, bytesMax));
    settle();
    sent.clear();
  }

  /// Delivers the oldest that is with the producer.
  private void settle() {
    settle(DELIVERED);
  }

  private void settle(Outcome outcome) {
    var first = flying.removeFirst();
    if (first.topic().settled(first.one().bytes(), outcome)) topics.release(first.topic());
  }

  private List<Integer> sentSizes() {
    return sent.stream().map(text -> text.length() - 1).toList();
  }

  private void fly(Topic topic, Topic.Waiting one) {
    sent.add(topic.name + text(one.message()));
    flying.add(new Flying(topic, one));
  }

  private boolean allAsked(int topics) {
    return IntStream.range(0, topics).allMatch(i -> cluster.asking("missing" + i) == 1);
  }

  private void send(String topic, String text) {
    send(topic, text, Message.ANY_PARTITION);
  }

  private void send(String topic, String text, int partition) {
    var message = new Message(topic, partition, Message.NOW, null, text.getBytes(UTF_8), List.of());
    topics.send(message, outcome -> lost.add(((Outcome.Lost) outcome).problem().code()));
  }

  private static String text(Message message) {
    var value = message.value();
    return value == null ? "" : new String(value, UTF_8);
  }

  /// Topics whose look-ups are over when they come back.
  private Topics quick(AtomicInteger lookups) {
    return new Topics(
        topic -> {
          lookups.incrementAndGet();
          if (topic.startsWith("missing")) throw unknownTopic();
          return new Topic.Facts(1, Topic.UNKNOWN);
        },
        cluster::execute,
        clock,
        TERMS,
        (topic, one) -> {
          topic.settled(one.bytes(), DELIVERED);
          one.done().accept(DELIVERED);
        });
  }

  private void sendQuick(Topics quick, String topic) {
    var answered = new AtomicInteger();
    quick.send(Message.of(topic, null, null), _ -> answered.incrementAndGet());
    if (answered.get() == 0) cluster.runNext();
    Eventually.holds("an answer for " + topic, () -> answered.get() == 1);
  }

  private static TimeoutException unknownTopic() {
    return new TimeoutException("not in metadata", new UnknownTopicOrPartitionException());
  }
}
