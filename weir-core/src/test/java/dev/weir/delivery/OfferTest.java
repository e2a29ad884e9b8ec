package dev.weir.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Acks;
import dev.weir.Caller;
import dev.weir.Eventually;
import dev.weir.Figures;
import dev.weir.HandClock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.Problem.Code;
import dev.weir.config.LimitsConfig;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.metrics.Metrics;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Messages that are taken in their order, up to the first that has to come again.
@Timeout(60)
final class OfferTest {
  private static final int INSIDE_MAX = 10;

  private final HandClock clock = new HandClock();
  private final Metrics metrics = new Metrics();
  private final Figures figures = new Figures(metrics);
  private final FakeSink sink = new FakeSink();
  private final Delivery delivery = start();
  private final Map<Integer, Outcome> outcomes = new TreeMap<>();

  @AfterEach
  void end() {
    sink.onSend = FakeSink.Sent::deliver;
    sink.deliverAll();
    delivery.close();
  }

  @Test
  void all_are_taken_where_there_is_room_and_each_is_answered() {
    var taken = offer("a", "b", "c");

    assertThat(taken).isEqualTo(new Delivery.Taken(3, null));
    assertThat(outcomes).hasSize(3).containsValue(Outcome.ACCEPTED);
  }

  @Test
  void what_is_refused_for_good_does_not_stop_what_is_behind_it() {
    var taken = offer("a", "b c", "d");

    assertThat(taken).isEqualTo(new Delivery.Taken(3, null));
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Refused.class);
    assertThat(outcomes.get(2)).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void where_there_is_no_room_for_all_the_first_ones_are_taken() {
    var taken = offer(topics(INSIDE_MAX + 5));

    assertThat(taken.count()).isEqualTo(INSIDE_MAX);
    assertThat(taken.until()).extracting(Problem::code).isEqualTo(Code.MEMORY_FULL);
    assertThat(outcomes).hasSize(INSIDE_MAX);
    assertThat(figures.counted("weir_messages_refused", "memory_full")).isEqualTo(1);
  }

  @Test
  void nothing_passes_one_that_is_over_its_rate_and_all_room_comes_back() {
    var taken = offer("limited", "limited", "free", "limited");

    assertThat(taken.count()).isEqualTo(1);
    assertThat(taken.until()).extracting(Problem::code).isEqualTo(Code.RATE_LIMITED);
    Eventually.holds("one is sent", () -> sink.topics().size() == 1);
    sink.deliverAll();
    Eventually.holds("all room is back", () -> delivery.budget().usedBytes() == 0);
  }

  @Test
  void a_delivery_that_stops_takes_none() {
    delivery.close();

    var taken = offer("a");

    assertThat(taken.count()).isZero();
    assertThat(taken.until()).extracting(Problem::code).isEqualTo(Code.STOPPING);
    assertThat(outcomes).isEmpty();
  }

  private Delivery start() {
    var config =
        WeirConfig.read(
                Sources.of("wal.mode=disable", "routes.0.topic=limited", "routes.0.rate=1/m"))
            .withLimits(new LimitsConfig(1 << 20, 100, INSIDE_MAX, 1 << 20));
    return Delivery.start(config, _ -> _ -> sink, metrics, clock);
  }

  private Delivery.Taken offer(String... topics) {
    var messages = Stream.of(topics).map(t -> Message.of(t, null, new byte[1])).toList();
    return delivery.offer(messages, Acks.MEMORY, Caller.anybody("me"), outcomes::put);
  }

  private static String[] topics(int count) {
    return IntStream.range(0, count).mapToObj(i -> "t" + i).toArray(String[]::new);
  }
}
