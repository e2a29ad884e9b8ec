package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.HandClock;
import dev.weir.Problem;
import dev.weir.config.Rate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RateLimitsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SLOT = Duration.ofSeconds(1);
  private static final Rate TWO_A_MINUTE = new Rate(2, MINUTE);
  private static final int REMEMBERED = 100;

  private final HandClock clock = new HandClock();
  private RateLimits limits = new RateLimits(clock, null, null, REMEMBERED);

  @Test
  void where_there_is_no_rate_everything_goes_through() {
    for (var i = 0; i < 10_000; i++) assertThat(take("t", null)).isNull();
  }

  @Test
  void what_is_over_the_rate_is_refused_and_told_when_to_come_again() {
    take("t", TWO_A_MINUTE);
    clock.advance(Duration.ofSeconds(20));
    take("t", TWO_A_MINUTE);

    var problem = take("t", TWO_A_MINUTE);

    assertThat(problem)
        .isEqualTo(Problem.rateLimited("topic 't'", "2 messages in any 60 s", 41_000));
    clock.advance(Duration.ofMillis(40_999));
    assertThat(take("t", TWO_A_MINUTE)).isNotNull();
    clock.advance(Duration.ofMillis(1));
    assertThat(take("t", TWO_A_MINUTE)).isNull();
    assertThat(take("t", TWO_A_MINUTE)).isNotNull();
  }

  @Test
  void every_topic_has_its_own_share() {
    take("a", TWO_A_MINUTE);
    take("a", TWO_A_MINUTE);

    assertThat(take("a", TWO_A_MINUTE)).isNotNull();
    assertThat(take("b", TWO_A_MINUTE)).isNull();
    assertThat(take("c", null)).isNull();
  }

  @Test
  void every_client_has_its_own_share_over_all_topics() {
    limits = new RateLimits(clock, TWO_A_MINUTE, null, REMEMBERED);
    send("a", "me");
    send("b", "me");

    assertThat(send("c", "me"))
        .isEqualTo(Problem.rateLimited("client 'me'", "2 messages in any 60 s", 61_000));
    assertThat(send("c", "you")).isNull();
  }

  @Test
  void bytes_are_limited_like_messages() {
    var perMinute = new Rate(1_000, MINUTE);

    assertThat(limits.take("t", "", 600, null, perMinute)).isNull();
    assertThat(limits.take("t", "", 401, null, perMinute))
        .extracting(Problem::code)
        .isEqualTo(Problem.Code.RATE_LIMITED);
    assertThat(limits.take("t", "", 400, null, perMinute)).isNull();
    assertThat(limits.take("t", "", 0, null, perMinute)).isNull();
  }

  @Test
  void a_message_that_alone_is_over_a_rate_of_bytes_is_refused_for_good() {
    var problem = limits.take("t", "", 1_001, null, new Rate(1_000, MINUTE));

    assertThat(problem)
        .isEqualTo(Problem.tooLargeForRate("topic 't'", "1,000 bytes in any 60 s", 1_001));
    assertThat(problem).extracting(Problem::retryAfterMillis).isEqualTo(0L);
  }

  @Test
  void what_its_client_may_not_send_costs_the_topic_nothing() {
    limits = new RateLimits(clock, new Rate(1, MINUTE), null, REMEMBERED);
    send("t", "greedy", TWO_A_MINUTE);
    for (var i = 0; i < 10; i++) assertThat(send("t", "greedy", TWO_A_MINUTE)).isNotNull();

    assertThat(send("t", "modest", TWO_A_MINUTE)).isNull();
    assertThat(send("t", "late", TWO_A_MINUTE)).isNotNull();
    assertThat(send("other", "late", TWO_A_MINUTE)).as("nor does it cost the client").isNull();
  }

  @Test
  void who_always_wants_more_gets_its_share_in_every_stretch() {
    var rate = new Rate(120, MINUTE);
    var through = 0;

    for (var second = 0; second < 3_660; second++) {
      for (var i = 0; i < 10; i++) if (take("t", rate) == null) through++;
      clock.advance(SLOT);
    }

    assertThat(through).as("60/61 of 120 a minute for 61 minutes").isEqualTo(7_200);
  }

  @RepeatedTest(20)
  void no_stretch_of_time_ever_holds_more_than_its_rate() {
    var seed = Long.getLong("weir.seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    var per = Duration.ofNanos(random.nextLong(1, 10_000_000_000L));
    var rate = new Rate(random.nextInt(1, 500), per);
    var bytes = new Rate(random.nextInt(1, 20_000), per);
    var passed = new ArrayDeque<Passed>();

    for (var i = 0; i < 20_000; i++) {
      clock.advance(Duration.ofNanos(pause(random, per.toNanos())));
      var size = random.nextInt(0, 100);
      if (limits.take("t", "", size, rate, bytes) == null) {
        passed.add(new Passed(clock.nanos(), size));
      }
      while (!passed.isEmpty() && clock.nanos() - passed.getFirst().nanos() >= per.toNanos()) {
        passed.removeFirst();
      }
      assertThat(passed.size()).as("-Dweir.seed=%d", seed).isLessThanOrEqualTo((int) rate.amount());
      assertThat(passed.stream().mapToLong(Passed::bytes).sum())
          .as("-Dweir.seed=%d", seed)
          .isLessThanOrEqualTo(bytes.amount());
    }
  }

  @RepeatedTest(20)
  void who_comes_again_when_told_goes_through_and_never_earlier() {
    var seed = Long.getLong("weir.seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    var per = Duration.ofMillis(random.nextLong(1, 100_000));
    var rate = new Rate(random.nextInt(1, 50), per);

    for (var i = 0; i < 2_000; i++) {
      clock.advance(Duration.ofNanos(pause(random, per.toNanos())));
      var problem = take("t", rate);
      if (problem != null) {
        var wait = problem.retryAfterMillis();
        clock.advance(Duration.ofMillis(wait - 1));
        // The time told is rounded up to the next millisecond: one before is too early.
        assertThat(take("t", rate)).as("-Dweir.seed=%d", seed).isNotNull();
        clock.advance(Duration.ofMillis(1));
        assertThat(take("t", rate)).as("-Dweir.seed=%d", seed).isNull();
      }
    }
  }

  @RepeatedTest(10)
  void many_threads_together_get_no_more_than_one_would() throws Exception {
    limits = new RateLimits(clock, new Rate(700, MINUTE), null, REMEMBERED);
    var rate = new Rate(1_000, MINUTE);
    var through = List.of(new AtomicInteger(), new AtomicInteger());
    var threads =
        IntStream.range(0, 4)
            .mapToObj(i -> Thread.ofPlatform().start(() -> load(rate, i % 2, through.get(i % 2))))
            .toList();

    for (var thread : threads) thread.join();

    assertThat(through.getFirst().get() + through.getLast().get()).isEqualTo(1_000);
    assertThat(through).allSatisfy(one -> assertThat(one.get()).isLessThanOrEqualTo(700));
  }

  @Test
  void no_more_clients_are_remembered_than_asked_for_and_the_longest_unused_are_forgotten() {
    limits = new RateLimits(clock, new Rate(1, MINUTE), null, REMEMBERED);
    send("t", "idle");
    send("t", "busy");

    for (var i = 0; i < REMEMBERED; i++) {
      send("t", "another " + i);
      assertThat(send("t", "busy")).as("after %d others", i).isNotNull();
    }

    assertThat(send("t", "idle")).isNull();
  }

  @Test
  void who_uses_most_of_its_rate_is_told_first_and_what_was_refused() {
    limits = new RateLimits(clock, new Rate(100, MINUTE), null, REMEMBERED);
    take("busy", TWO_A_MINUTE);
    take("busy", TWO_A_MINUTE);
    take("busy", TWO_A_MINUTE);
    take("idle", TWO_A_MINUTE);

    var busiest = limits.busiest(2);

    var full = new RateUse.Window(2, 2, MINUTE);
    assertThat(busiest)
        .extracting(RateUse::name, RateUse::messages, RateUse::refused)
        .startsWith(tuple("busy", full, 1L));
    assertThat(busiest).hasSize(2);
    assertThat(limits.busiest(50)).extracting(RateUse::kind).contains(RateUse.Kind.CLIENT);
    clock.advance(MINUTE.plus(SLOT));
    assertThat(limits.busiest(50)).allSatisfy(use -> assertThat(use.share()).isZero());
  }

  @Test
  void other_rates_count_from_the_beginning() {
    take("t", TWO_A_MINUTE);
    take("t", TWO_A_MINUTE);

    assertThat(take("t", new Rate(2, MINUTE))).as("the same in another object").isNotNull();
    assertThat(take("t", new Rate(1, MINUTE))).isNull();
  }

  private @Nullable Problem take(String topic, @Nullable Rate rate) {
    return limits.take(topic, "", 1, rate, null);
  }

  private @Nullable Problem send(String topic, String client) {
    return send(topic, client, null);
  }

  private @Nullable Problem send(String topic, String client, @Nullable Rate rate) {
    return limits.take(topic, client, 1, rate, null);
  }

  private void load(Rate rate, int client, AtomicInteger through) {
    for (var i = 0; i < 5_000; i++) {
      if (send("t", "client " + client, rate) == null) through.incrementAndGet();
      if (i % 100 == 0) clock.advance(Duration.ofMillis(1));
    }
  }

  /// Mostly none or short, at times longer than the stretch.
  private static long pause(SplittableRandom random, long perNanos) {
    return switch (random.nextInt(20)) {
      case 0 -> random.nextLong(2 * perNanos + 1);
      case 1, 2, 3 -> random.nextLong(perNanos / 20 + 1);
      case 4, 5, 6, 7, 8, 9 -> random.nextLong(perNanos / 500 + 1);
      default -> 0;
    };
  }

  private record Passed(long nanos, int bytes) {}
}
