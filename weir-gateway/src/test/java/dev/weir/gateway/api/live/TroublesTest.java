package dev.weir.gateway.api.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Problem;
import dev.weir.delivery.SinkDetail;
import dev.weir.delivery.SinkState;
import dev.weir.gateway.cluster.Cluster.Heard;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The word in the top bar, and what is wrong in words.
class TroublesTest {
  private static final long LOG_LIMIT = 1_000;
  private static final Problem LOG_FULL =
      new Problem(Problem.Code.WAL_FULL, "The log is full", "it is at wal.limit", "Raise it");

  @Test
  void nothing_is_wrong_while_messages_flow() {
    var sight = sight(List.of(sink("CLOSED", false, 0, 0, null)), Map.of(), null, null);

    assertThat(Word.of(sight)).isEqualTo(new Word(Kind.FINE, "Flowing"));
    assertThat(Troubles.of(sight)).isEmpty();
  }

  @Test
  void a_sink_that_is_away_is_told_with_what_waits_and_what_it_said() {
    var sight = sight(List.of(sink("OPEN", false, 12_041, 0, null)), Map.of(), null, null);

    assertThat(Word.of(sight)).isEqualTo(new Word(Kind.STORED, "Waiting for Kafka: 12,041 stored"));
    assertThat(Troubles.of(sight))
        .singleElement()
        .satisfies(trouble -> {
          assertThat(trouble.what()).isEqualTo("Kafka is away");
          assertThat(trouble.why()).isEqualTo("12,041 messages wait for it. It said: no answer");
          assertThat(trouble.link()).isEqualTo("#/delivery?sink=kafka");
          assertThat(trouble.since()).isEqualTo(77);
        });
  }

  @Test
  void a_full_log_is_said_to_refuse() {
    var full = sink("OPEN", false, 5, LOG_LIMIT, LOG_FULL);

    var sight = sight(List.of(full), Map.of(), LOG_FULL, null);

    assertThat(Word.of(sight)).isEqualTo(new Word(Kind.LOST, "Refusing: the log is full"));
    assertThat(Troubles.of(sight).getFirst().remedy()).isEqualTo("Raise it");
  }

  @Test
  void a_log_that_is_nearly_full_is_told_before_it_refuses() {
    var sight = sight(List.of(sink("CLOSED", false, 5, 810, null)), Map.of(), null, null);

    assertThat(Troubles.of(sight).getFirst().what()).isEqualTo("The log of Kafka is 81 % full");
  }

  @Test
  void a_silent_kafka_is_told_where_no_message_was_sent() {
    var silent = new Heard(false, "Kafka at x:1 does not answer");

    var quiet = sight(List.of(sink("CLOSED", false, 0, 0, null)), Map.of(), null, silent);
    var known = sight(List.of(sink("OPEN", false, 3, 0, null)), Map.of(), null, silent);

    assertThat(Word.of(quiet).text()).isEqualTo("Kafka does not answer");
    assertThat(Troubles.of(quiet).getFirst().why()).isEqualTo(silent.text());
    assertThat(Troubles.of(known)).hasSize(1);
  }

  @Test
  void full_memory_is_said_to_refuse() {
    var sight =
        sight(List.of(sink("CLOSED", false, 0, 0, null)), Map.of("memory_full", 3L), null, null);

    assertThat(Word.of(sight)).isEqualTo(new Word(Kind.LOST, "Refusing: memory is full"));
    assertThat(Troubles.of(sight).getFirst().what())
        .isEqualTo("3 messages were refused in the last minute");
  }

  @Test
  void every_reason_has_a_remedy() {
    for (var code : Problem.Code.values()) {
      assertThat(requireNonNull(Reason.of(code.label())).remedy()).as("%s", code).isNotBlank();
    }
    assertThat(Reason.of("moon")).isNull();
  }

  private static SinkState sink(
      String breaker, boolean held, long waiting, long logBytes, @Nullable Problem trouble) {
    var failure = new SinkDetail.Failure("unavailable", "no answer", 70);
    var replay = new SinkDetail.Replaying(0, 0, 0, 0, 0);
    var detail = new SinkDetail(77, 0, 0, 5, 0, 3, failure, List.of(), 0, 0, 0, false, replay);
    return new SinkState("kafka", breaker, held, 0, waiting, true, logBytes, trouble, 0, detail);
  }

  private static Sight sight(
      List<SinkState> sinks,
      Map<String, Long> refused,
      @Nullable Problem refusal,
      @Nullable Heard silent) {
    var now = reading(sinks, refused);
    var before = reading(sinks, Map.of());
    return new Sight(now, before, before, before, refusal, silent, List.of(), LOG_LIMIT);
  }

  private static Reading reading(List<SinkState> sinks, Map<String, Long> refused) {
    var room = new Room(0, 100);
    return new Reading(
        1,
        1,
        Map.of(),
        Map.of(),
        refused,
        Map.of(),
        Spread.NONE,
        sinks,
        room,
        room,
        new Machine(0, room),
        room);
  }
}
