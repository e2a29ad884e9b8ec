package dev.weir.gateway.once;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Caller;
import dev.weir.Clock;
import dev.weir.Role;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
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
import java.util.concurrent.atomic.AtomicLong;
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
  private final AtomicLong millis = new AtomicLong(1_000_000);

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
  void a_request_that_is_sent_again_is_answered_as_the_first_time() throws Exception {
    var first = new Asked("k", "one");
    var again = new Asked("k", "one");

    ask(first, STORED);
    ask(again, REFUSED);

    assertThat(carriedOut).hasSize(1);
    assertThat(answer(first)).isEqualTo(STORED);
    assertThat(answer(again).status()).isEqualTo(200);
    assertThat(again.body(answer(again))).isEqualTo("stored");
    assertThat(answer(again).fields())
        .contains(new Field("Weir-Acks", "journal"), new Field("Idempotent-Replayed", "true"));
  }

  @Test
  void one_that_comes_while_the_first_is_in_hand_waits_for_its_answer() throws Exception {
    var first = new Asked("k", "one");
    var again = new Asked("k", "one");
    once.around(carriedOut::add).handle(first);
    once.around(carriedOut::add).handle(again);
    assertThat(again.answered()).isNotDone();

    carriedOut.getFirst().answer(STORED);

    assertThat(carriedOut).hasSize(1);
    assertThat(answer(again).fields()).contains(new Field("Idempotent-Replayed", "true"));
  }

  @Test
  void what_came_to_nothing_may_be_sent_again() throws Exception {
    var again = new Asked("k", "one");

    ask(new Asked("k", "one"), REFUSED);
    ask(again, STORED);

    assertThat(carriedOut).hasSize(2);
    assertThat(answer(again)).isEqualTo(STORED);
  }

  @Test
  void what_ended_in_a_fault_may_be_sent_again() throws Exception {
    var broken =
        once.around(_ -> {
          throw new IllegalStateException("a fault");
        });
    assertThatThrownBy(() -> broken.handle(new Asked("k", "one")))
        .isInstanceOf(IllegalStateException.class);
    var again = new Asked("k", "one");

    ask(again, STORED);

    assertThat(answer(again)).isEqualTo(STORED);
  }

  @Test
  @Tag("S26")
  void anothers_key_is_another_key_also_after_a_restart() throws Exception {
    var first = new Asked("k", "one").by(caller("key shop"));
    var foreign = new Asked("k", "two").by(caller("key bank"));
    var nobodys = new Asked("k", "three");
    for (var asked : List.of(first, foreign, nobodys)) ask(asked, STORED);

    restart();
    var again = first.by(caller("key shop"));
    var late = first.by(caller("key kiosk"));
    var elsewhere = nobodys.by(Caller.anybody("another address"));
    for (var asked : List.of(again, late, elsewhere)) ask(asked, REFUSED);

    assertThat(carriedOut).hasSize(4);
    assertThat(again.body(answer(again))).isEqualTo("stored");
    assertThat(late.body(answer(late))).isEqualTo("no room");
    assertThat(elsewhere.body(answer(elsewhere))).isEqualTo("stored");
  }

  private static Caller caller(String name) {
    return new Caller(name, Set.of(Role.PRODUCE), List.of("*"));
  }

  @Test
  void another_request_under_the_same_key_is_refused() throws Exception {
    var other = new Asked("k", "two");

    ask(new Asked("k", "one"), STORED);
    ask(other, STORED);

    assertThat(carriedOut).hasSize(1);
    assertThat(answer(other).status()).isEqualTo(422);
  }

  @Test
  void the_same_body_for_another_message_is_another_request() throws Exception {
    var other = new Asked("k", "one", new Field("Key", "b"));

    ask(new Asked("k", "one", new Field("Key", "a")), STORED);
    ask(other, STORED);

    assertThat(answer(other).status()).isEqualTo(422);
  }

  @Test
  void a_key_counts_for_its_window() throws Exception {
    var late = new Asked("k", "one");
    ask(new Asked("k", "one"), STORED);

    millis.addAndGet(10_001);
    ask(late, STORED);

    assertThat(carriedOut).hasSize(2);
    assertThat(answer(late)).isEqualTo(STORED);
  }

  @Test
  void the_oldest_of_too_many_keys_is_forgotten() throws Exception {
    for (var i = 0; i < 4; i++) ask(new Asked("k" + i, "one"), STORED);

    ask(new Asked("k3", "one"), STORED);
    ask(new Asked("k0", "one"), STORED);

    assertThat(carriedOut)
        .extracting(exchange -> exchange.header("Idempotency-Key"))
        .containsExactly("k0", "k1", "k2", "k3", "k0");
  }

  @Test
  void keys_are_known_after_a_restart() throws Exception {
    var again = new Asked("k", "one");
    var first = new Asked("k", "one");
    ask(first, STORED);
    assertThat(answer(first)).isEqualTo(STORED);

    restart();
    ask(again, REFUSED);

    assertThat(answer(again).status()).isEqualTo(200);
    assertThat(answer(again).contentType()).isEqualTo(STORED.contentType());
    assertThat(answer(again).body()).isEqualTo("stored".getBytes(UTF_8));
    assertThat(answer(again).fields())
        .containsExactly(
            new Field("Weir-Acks", "journal"), new Field("Idempotent-Replayed", "true"));
  }

  @Test
  void what_was_forgotten_stays_so_after_a_restart() throws Exception {
    ask(new Asked("k", "one"), STORED);
    millis.addAndGet(10_001);
    var late = new Asked("k", "one");

    restart();
    ask(late, REFUSED);

    assertThat(answer(late)).isEqualTo(REFUSED);
  }

  /// Its message is gone with the process, and must be sent again.
  @Test
  void what_was_only_in_memory_is_not_known_after_a_restart() throws Exception {
    var inMemory = Answer.text(200, "taken").with("Weir-Acks", "memory");
    ask(new Asked("k", "one"), inMemory);
    var before = new Asked("k", "one");
    ask(before, REFUSED);
    assertThat(answer(before).status()).isEqualTo(200);

    restart();
    var after = new Asked("k", "one");
    ask(after, REFUSED);

    assertThat(answer(after)).isEqualTo(REFUSED);
  }

  @Test
  void a_long_answer_is_not_given_twice_nor_is_the_request_carried_out_again() throws Exception {
    var again = new Asked("k", "one");
    ask(new Asked("k", "one"), Answer.text(200, "x".repeat(600)).with("Weir-Acks", "journal"));

    ask(again, STORED);

    assertThat(carriedOut).hasSize(1);
    assertThat(answer(again).status()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ümlaut", "tab\there"})
  void a_key_of_other_characters_is_refused(String key) {
    var refusal = once.around(carriedOut::add).refusal(new Asked(key, "one"));

    assertThat(refusal).isEqualTo(OnceAnswer.BAD_KEY);
  }

  @Test
  void a_key_that_is_too_long_is_refused() {
    var endpoint = once.around(carriedOut::add);

    assertThat(endpoint.refusal(new Asked("k".repeat(255), "one"))).isNull();
    assertThat(endpoint.refusal(new Asked("k".repeat(256), "one"))).isEqualTo(OnceAnswer.BAD_KEY);
  }

  /// It may be there by now: another one would be there twice.
  @Test
  void what_nobody_was_told_in_time_is_not_carried_out_again_but_after_a_restart()
      throws Exception {
    ask(new Asked("k", "one"), Answer.text(503, "timed out").uncertain());
    var again = new Asked("k", "one");
    ask(again, STORED);
    assertThat(answer(again).status()).isEqualTo(409);

    restart();
    var after = new Asked("k", "one");
    ask(after, STORED);

    assertThat(answer(after)).isEqualTo(STORED);
  }

  @Test
  void where_keys_cannot_be_kept_requests_are_answered_all_the_same() throws Exception {
    Files.createFile(folder.resolve("idempotency")); // where their folder would be
    var first = new Asked("k", "one");
    var again = new Asked("k", "one");

    ask(first, STORED);
    ask(again, REFUSED);

    assertThat(answer(first)).isEqualTo(STORED);
    assertThat(answer(again).status()).isEqualTo(200);
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

    assertThat(stream.refusal(new Asked("k", ""))).isEqualTo(OnceAnswer.STREAM);
  }

  /// A client that sends the same again and again gets an answer, and takes no more memory.
  @Test
  void not_all_wait_for_one_answer() throws Exception {
    var asked = Stream.generate(() -> new Asked("k", "one")).limit(18).toList();
    asked.forEach(once.around(carriedOut::add)::handle);

    assertThat(answer(asked.getLast()).status()).isEqualTo(409);
    assertThat(asked.stream().filter(one -> !one.answered().isDone())).hasSize(17);
  }

  private void ask(Asked asked, Answer answer) {
    once.around(
            exchange -> {
              carriedOut.add(exchange);
              exchange.answer(answer);
            })
        .handle(asked);
    assertThat(asked.answered()).succeedsWithin(Duration.ofSeconds(30));
  }

  private static Answer answer(Asked asked) throws Exception {
    return asked.answered().get(30, SECONDS);
  }

  private void restart() {
    once.close();
    once = opened();
  }

  private Once opened() {
    var config =
        WeirConfig.read(
            Sources.of("data=" + folder, "idempotency.window=10s", "idempotency.keys=3"));
    return Once.open(() -> config, new Metrics(), new HandClock(millis));
  }

  private record HandClock(AtomicLong millisNow) implements Clock {
    @Override
    public long nanos() {
      return millisNow.get() * 1_000_000;
    }

    @Override
    public long millis() {
      return millisNow.get();
    }
  }
}
