package dev.weir.gateway.once;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Caller;
import dev.weir.Role;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Asked;
import dev.weir.gateway.HandClock;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.Exchange;
import dev.weir.gateway.net.Field;
import dev.weir.gateway.net.Head;
import dev.weir.gateway.net.Lines;
import dev.weir.metrics.Metrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OnceTest {
  private static final Answer STORED = Answer.text(200, "stored").with("Weir-Acks", "journal");
  private static final Answer REFUSED = Answer.text(503, "no room");

  @TempDir Path folder;
  private final HandClock clock = new HandClock();

  /// What came through to the endpoint behind.
  private final List<Exchange> carriedOut = new ArrayList<>();

  private Once once;

  @BeforeEach
  void open() {
    once = opened();
  }

  @AfterEach
  void close() {
    once.close();
  }

  @Test
  void a_request_that_is_sent_again_is_answered_as_the_first_time() {
    var first = asked("k", "one");
    var again = asked("k", "one");

    ask(first, STORED);
    ask(again, REFUSED);

    assertThat(carriedOut).hasSize(1);
    assertThat(first.answer()).isEqualTo(STORED);
    assertThat(again.answer().status()).isEqualTo(200);
    assertThat(text(again)).isEqualTo("stored");
    assertThat(again.answer().fields())
        .contains(new Field("Weir-Acks", "journal"), new Field("Idempotent-Replayed", "true"));
  }

  @Test
  void one_that_comes_while_the_first_is_in_hand_waits_for_its_answer() {
    var first = asked("k", "one");
    var again = asked("k", "one");
    once.around(carriedOut::add).handle(first);
    once.around(carriedOut::add).handle(again);
    assertThat(again.isAnswered()).isFalse();

    carriedOut.getFirst().answer(STORED);

    assertThat(carriedOut).hasSize(1);
    assertThat(again.answer().fields()).contains(new Field("Idempotent-Replayed", "true"));
  }

  @Test
  void what_came_to_nothing_may_be_sent_again() {
    var again = asked("k", "one");

    ask(asked("k", "one"), REFUSED);
    ask(again, STORED);

    assertThat(carriedOut).hasSize(2);
    assertThat(again.answer()).isEqualTo(STORED);
  }

  @Test
  void what_ended_in_a_fault_may_be_sent_again() {
    var broken =
        once.around(_ -> {
          throw new IllegalStateException("a fault");
        });
    assertThatThrownBy(() -> broken.handle(asked("k", "one")))
        .isInstanceOf(IllegalStateException.class);
    var again = asked("k", "one");

    ask(again, STORED);

    assertThat(again.answer()).isEqualTo(STORED);
  }

  @Test
  @Tag("S26")
  void anothers_key_is_another_key_also_after_a_restart() {
    var first = asked("k", "one").by(caller("key shop"));
    var foreign = asked("k", "two").by(caller("key bank"));
    var nobodys = asked("k", "three");
    for (var asked : List.of(first, foreign, nobodys)) ask(asked, STORED);

    restart();
    var again = first.by(caller("key shop"));
    var late = first.by(caller("key kiosk"));
    var elsewhere = nobodys.from("another address");
    for (var asked : List.of(again, late, elsewhere)) ask(asked, REFUSED);

    assertThat(carriedOut).hasSize(4);
    assertThat(text(again)).isEqualTo("stored");
    assertThat(text(late)).isEqualTo("no room");
    assertThat(text(elsewhere)).isEqualTo("stored");
  }

  private static Caller caller(String name) {
    return new Caller(name, Set.of(Role.PRODUCE), List.of("*"));
  }

  @Test
  void another_request_under_the_same_key_is_refused() {
    var other = asked("k", "two");

    ask(asked("k", "one"), STORED);
    ask(other, STORED);

    assertThat(carriedOut).hasSize(1);
    assertThat(other.answer().status()).isEqualTo(422);
  }

  @Test
  void the_same_body_for_another_message_is_another_request() {
    var other = asked("k", "one").with("X-Kafka-Key", "b");

    ask(asked("k", "one").with("X-Kafka-Key", "a"), STORED);
    ask(other, STORED);

    assertThat(other.answer().status()).isEqualTo(422);
  }

  @Test
  void a_key_counts_for_its_window() {
    var late = asked("k", "one");
    ask(asked("k", "one"), STORED);

    clock.advance(Duration.ofMillis(10_001));
    ask(late, STORED);

    assertThat(carriedOut).hasSize(2);
    assertThat(late.answer()).isEqualTo(STORED);
  }

  @Test
  void the_oldest_of_too_many_keys_is_forgotten() {
    for (var i = 0; i < 4; i++) ask(asked("k" + i, "one"), STORED);

    ask(asked("k3", "one"), STORED);
    ask(asked("k0", "one"), STORED);

    assertThat(carriedOut)
        .extracting(exchange -> exchange.header("Idempotency-Key"))
        .containsExactly("k0", "k1", "k2", "k3", "k0");
  }

  @Test
  void keys_are_known_after_a_restart() {
    var again = asked("k", "one");
    var first = asked("k", "one");
    ask(first, STORED);
    assertThat(first.answer()).isEqualTo(STORED);

    restart();
    ask(again, REFUSED);

    assertThat(again.answer().status()).isEqualTo(200);
    assertThat(again.answer().contentType()).isEqualTo(STORED.contentType());
    assertThat(again.answer().body()).isEqualTo("stored".getBytes(UTF_8));
    assertThat(again.answer().fields())
        .containsExactly(
            new Field("Weir-Acks", "journal"), new Field("Idempotent-Replayed", "true"));
  }

  @Test
  void what_was_forgotten_stays_so_after_a_restart() {
    ask(asked("k", "one"), STORED);
    clock.advance(Duration.ofMillis(10_001));
    var late = asked("k", "one");

    restart();
    ask(late, REFUSED);

    assertThat(late.answer()).isEqualTo(REFUSED);
  }

  /// Its message is gone with the process, and must be sent again.
  @Test
  void what_was_only_in_memory_is_not_known_after_a_restart() {
    var inMemory = Answer.text(200, "taken").with("Weir-Acks", "memory");
    ask(asked("k", "one"), inMemory);
    var before = asked("k", "one");
    ask(before, REFUSED);
    assertThat(before.answer().status()).isEqualTo(200);

    restart();
    var after = asked("k", "one");
    ask(after, REFUSED);

    assertThat(after.answer()).isEqualTo(REFUSED);
  }

  @Test
  void a_long_answer_is_not_given_twice_nor_is_the_request_carried_out_again() {
    var again = asked("k", "one");
    ask(asked("k", "one"), Answer.text(200, "x".repeat(600)).with("Weir-Acks", "journal"));

    ask(again, STORED);

    assertThat(carriedOut).hasSize(1);
    assertThat(again.answer().status()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ümlaut", "tab\there"})
  void a_key_of_other_characters_is_refused(String key) {
    var refusal = once.around(carriedOut::add).refusal(asked(key, "one"));

    assertThat(refusal).isEqualTo(OnceAnswer.BAD_KEY);
  }

  @Test
  void a_key_that_is_too_long_is_refused() {
    var endpoint = once.around(carriedOut::add);

    assertThat(endpoint.refusal(asked("k".repeat(255), "one"))).isNull();
    assertThat(endpoint.refusal(asked("k".repeat(256), "one"))).isEqualTo(OnceAnswer.BAD_KEY);
  }

  /// It may be there by now: another one would be there twice.
  @Test
  void what_nobody_was_told_in_time_is_not_carried_out_again_but_after_a_restart() {
    ask(asked("k", "one"), Answer.text(503, "timed out").uncertain());
    var again = asked("k", "one");
    ask(again, STORED);
    assertThat(again.answer().status()).isEqualTo(409);

    restart();
    var after = asked("k", "one");
    ask(after, STORED);

    assertThat(after.answer()).isEqualTo(STORED);
  }

  @Test
  void where_keys_cannot_be_kept_requests_are_answered_all_the_same() throws Exception {
    Files.createFile(folder.resolve("idempotency")); // where their folder would be
    var first = asked("k", "one");
    var again = asked("k", "one");

    ask(first, STORED);
    ask(again, REFUSED);

    assertThat(first.answer()).isEqualTo(STORED);
    assertThat(again.answer().status()).isEqualTo(200);
  }

  @Test
  void a_key_is_not_for_a_request_that_is_answered_line_by_line() {
    var stream =
        once.around(
            new Endpoint() {
              @Override
              public Lines lines(Head head) {
                return _ -> {
                  throw new IllegalStateException("nothing is read");
                };
              }

              @Override
              public void handle(Exchange exchange) {}
            });

    assertThat(stream.refusal(asked("k", ""))).isEqualTo(OnceAnswer.STREAM);
  }

  /// A client that sends the same again and again gets an answer, and takes no more memory.
  @Test
  void not_all_wait_for_one_answer() {
    var asked = Stream.generate(() -> asked("k", "one")).limit(18).toList();
    asked.forEach(once.around(carriedOut::add)::handle);

    assertThat(asked.getLast().answer().status()).isEqualTo(409);
    assertThat(asked.stream().filter(one -> !one.isAnswered())).hasSize(17);
  }

  private void ask(Asked asked, Answer answer) {
    once.around(
            exchange -> {
              carriedOut.add(exchange);
              exchange.answer(answer);
            })
        .handle(asked);
    assertThat(asked.answer()).isNotNull();
  }

  /// A request to `/push` under a key.
  private static Asked asked(String key, String content) {
    return Asked.post("/push").with("Idempotency-Key", key).saying(content);
  }

  private static String text(Asked asked) {
    return new String(asked.answer().body(), UTF_8);
  }

  private void restart() {
    once.close();
    once = opened();
  }

  private Once opened() {
    var config =
        WeirConfig.read(
            Sources.of("data=" + folder, "idempotency.window=10s", "idempotency.keys=3"));
    return Once.open(() -> config, new Metrics(), clock);
  }
}
