package dev.weir.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.worker.Probe.Try;
import dev.weir.worker.WorkerEvent.BreakerChanged;
import dev.weir.worker.WorkerEvent.DeadLettered;
import dev.weir.worker.WorkerEvent.Failed;
import dev.weir.worker.WorkerEvent.Started;
import dev.weir.worker.WorkerEvent.Succeeded;
import dev.weir.worker.WorkerEvent.TimedOut;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ProbeTest {
  private final IOException away = new IOException("away");

  @Test
  void a_message_comes_to_the_processor_as_the_codecs_have_it() {
    var seen = new ArrayList<Message<String, Integer>>();

    var probe = Probe.of(worker().each(seen::add)).send("contacts", "k1", 7);

    assertThat(probe.outcomes()).containsExactly(Outcome.done());
    var message = seen.getFirst();
    assertThat(message.key()).isEqualTo("k1");
    assertThat(message.value()).isEqualTo(7);
    assertThat(message.raw().value()).isEqualTo("7".getBytes(UTF_8));
    assertThat(message.position()).hasToString("contacts-0@0");
    assertThat(message.time()).isEqualTo(probe.now());
  }

  @Test
  void a_message_without_key_or_value_is_one() {
    var seen = new ArrayList<Message<String, Integer>>();

    Probe.of(worker().each(seen::add)).send("contacts", null, null);

    assertThat(seen.getFirst().key()).isNull();
    assertThat(seen.getFirst().isTombstone()).isTrue();
  }

  @Test
  void waits_pass_by_themselves() {
    var probe = Probe.of(worker().process(message -> Outcome.retry(away)));
    var begun = probe.now();

    probe.send("contacts", "k1", 7);

    assertThat(probe.waits())
        .extracting(Duration::toMillis)
        .containsExactly(100L, 200L, 400L, 800L);
    assertThat(Duration.between(begun, probe.now())).isEqualTo(Duration.ofMillis(1_500));
    assertThat(probe.attempts()).extracting(Try::number).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void waits_pass_by_hand_where_that_is_asked_for() {
    var probe = Probe.of(worker().process(message -> Outcome.retry(away))).byHand();

    probe.send("contacts", "k1", 7);
    assertThat(probe.attempts()).hasSize(1);
    probe.advance(Duration.ofMillis(99));
    assertThat(probe.attempts()).hasSize(1);
    probe.advance(Duration.ofMillis(1));
    assertThat(probe.attempts()).hasSize(2);
    probe.advance(Duration.ofMillis(600));

    assertThat(probe.attempts()).hasSize(4);
  }

  @Test
  void a_dead_letter_says_where_it_came_from() {
    var probe =
        Probe.of(worker().process(message -> Outcome.dead(away)))
            .send("contacts", "k1", 7, Headers.none().with("kind", "x"));

    var letter = probe.deadLetters().getFirst();
    assertThat(letter.topic()).isEqualTo("contacts.dlt");
    assertThat(letter.key()).isEqualTo("k1".getBytes(UTF_8));
    assertThat(letter.headers().text("kind")).isEqualTo("x");
    assertThat(letter.headers().text("weir.dlt.topic")).isEqualTo("contacts");
    assertThat(letter.headers().text("weir.dlt.attempts")).isEqualTo("1");
    assertThat(letter.headers().text("weir.dlt.message")).isEqualTo("away");
    assertThat(letter.headers().text("weir.dlt.time")).isEqualTo(probe.now().toString());
  }

  @Test
  void a_message_goes_through_the_retry_topics_to_the_dead_letters() {
    var probe =
        Probe.of(
            worker()
                .retryTopics(Duration.ofSeconds(2), Duration.ofSeconds(5))
                .process(message -> Outcome.retry(away)));
    var begun = probe.now();

    probe.send("contacts", "k1", 7);

    assertThat(probe.attempts())
        .extracting(one -> Duration.between(begun, one.time()).toSeconds())
        .containsExactly(0L, 2L, 7L);
    assertThat(probe.attempts()).extracting(Try::number).containsExactly(1, 2, 3);
    assertThat(probe.deferred()).hasSize(2);
    assertThat(probe.deadLetters().getFirst().topic()).isEqualTo("contacts.dlt");
    assertThat(probe.committable("contacts")).isEqualTo(1);
  }

  @Test
  void the_messages_of_a_key_wait_for_the_first_one_and_others_do_not() {
    var probe = Probe.of(worker().process(message -> failing(message, "bad"))).byHand();

    probe.send("contacts", "k1", 13).send("contacts", "k1", 1).send("contacts", "k2", 1);

    assertThat(probe.attempts()).extracting(one -> one.position().offset()).containsExactly(0L, 2L);
    assertThat(probe.committable("contacts")).isZero();
    probe.advance(Duration.ofMinutes(1));
    assertThat(probe.attempts())
        .extracting(one -> one.position().offset())
        .containsExactly(0L, 2L, 0L, 0L, 0L, 0L, 1L);
    assertThat(probe.committable("contacts")).isEqualTo(3);
  }

  @Test
  void an_old_message_is_delayed_and_no_attempt_after_the_first() {
    var probe =
        Probe.of(
            worker()
                .delay(Duration.ofSeconds(3))
                .retry(Retry.times(2))
                .process(message -> Outcome.retry(away)));
    var begun = probe.now();

    probe.send("contacts", "k1", 7);

    assertThat(probe.attempts())
        .extracting(one -> Duration.between(begun, one.time()).toMillis())
        .containsExactly(3_000L, 3_100L);
  }

  @Test
  void an_attempt_that_moves_the_clock_too_far_is_over_its_time() {
    var probe = new CompletableFuture<Probe>();
    var worker =
        worker()
            .timeLimit(Duration.ofSeconds(5))
            .process(message -> {
              if (message.attempt() == 1) probe.join().advance(Duration.ofSeconds(5));
              return Outcome.done();
            });
    probe.complete(Probe.of(worker));

    probe.join().send("contacts", "k1", 7);

    assertThat(probe.join().outcomes()).hasSize(2).last().isEqualTo(Outcome.done());
    assertThat(probe.join().outcomes().getFirst()).isInstanceOf(Outcome.Retry.class);
    assertThat(probe.join().events()).hasAtLeastOneElementOfType(TimedOut.class);
  }

  @Test
  void an_outcome_that_comes_later_is_waited_for() {
    var answer = new CompletableFuture<Outcome>();
    var worker =
        worker()
            .process(message -> {
              Thread.startVirtualThread(() -> answer.complete(Outcome.skip("known")));
              return Outcome.later(answer);
            });

    var probe = Probe.of(worker).send("contacts", "k1", 7);

    assertThat(probe.outcomes()).containsExactly(Outcome.skip("known"));
  }

  @Test
  void a_worker_that_is_to_stop_has_ended_and_settled_nothing() {
    var probe =
        Probe.of(
                worker()
                    .retry(Retry.never())
                    .onExhausted(Exhausted.stop())
                    .process(message -> Outcome.retry(away)))
            .send("contacts", "k1", 7);

    assertThat(probe.exit()).isInstanceOf(Worker.Exit.Failed.class);
    assertThat(probe.committable("contacts")).isZero();
    assertThat(probe.deadLetters()).isEmpty();
  }

  @Test
  void a_batch_is_what_came_within_its_linger() {
    var batches = new ArrayList<List<Integer>>();
    var worker =
        worker()
            .batch(
                3,
                Duration.ofMillis(50),
                messages -> {
                  batches.add(messages.stream().map(ProbeTest::value).toList());
                  return messages.stream().map(message -> failing(message, "bad")).toList();
                });
    var probe = Probe.of(worker).byHand();

    probe.send("contacts", "k1", 1).send("contacts", "k2", 13);
    assertThat(batches).isEmpty();
    probe.advance(Duration.ofMillis(50));
    probe.send("contacts", "k3", 2).send("contacts", "k4", 3).send("contacts", "k5", 4);

    assertThat(batches).containsExactly(List.of(1, 13), List.of(2, 3, 4));
    assertThat(probe.outcomes()).filteredOn(Outcome.Retry.class::isInstance).hasSize(1);
  }

  @Test
  void an_open_breaker_holds_all_and_then_lets_one_try() {
    var answers = new ArrayList<Outcome>(List.of(Outcome.retry(away), Outcome.retry(away)));
    var worker =
        worker()
            .retry(Retry.forever().from(Duration.ofMillis(10)))
            .breaker(Breaker.after(2).pause(Duration.ofSeconds(5)))
            .process(message -> answers.isEmpty() ? Outcome.done() : answers.removeFirst());
    var probe = Probe.of(worker).byHand();

    probe.send("contacts", "k1", 1).send("contacts", "k2", 2).send("contacts", "k3", 3);
    assertThat(probe.breaker()).isEqualTo(Breaker.State.OPEN);
    assertThat(probe.attempts()).hasSize(2);
    probe.advance(Duration.ofSeconds(5));

    assertThat(probe.breaker()).isEqualTo(Breaker.State.CLOSED);
    assertThat(probe.attempts()).hasSize(5);
    assertThat(probe.events())
        .filteredOn(BreakerChanged.class::isInstance)
        .containsExactly(
            new BreakerChanged(Breaker.State.CLOSED, Breaker.State.OPEN),
            new BreakerChanged(Breaker.State.OPEN, Breaker.State.HALF_OPEN),
            new BreakerChanged(Breaker.State.HALF_OPEN, Breaker.State.CLOSED));
  }

  @Test
  void what_is_made_of_a_message_is_written_when_its_attempt_has_succeeded() {
    var worker =
        worker()
            .around((message, next) -> {
              var outcome = next.process(message);
              if (message.attempt() == 1) throw away;
              return outcome;
            })
            .exactlyOnce(message ->
                List.of(Outgoing.to("sums", Words.ONE, message.key(), Words.ONE, "made")));

    var probe = Probe.of(worker).send("contacts", "k1", 7);

    assertThat(probe.attempts()).hasSize(2);
    assertThat(probe.written()).extracting(Outgoing::topic).containsExactly("sums");
  }

  @Test
  void what_is_made_on_another_thread_is_a_failure_and_not_lost() {
    var worker =
        worker()
            .retry(Retry.never())
            .around((message, next) ->
                CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            return next.process(message);
                          } catch (Exception e) {
                            throw new CompletionException(e);
                          }
                        })
                    .get())
            .exactlyOnce(message ->
                List.of(Outgoing.to("sums", Words.ONE, message.key(), Words.ONE, "made")));

    var probe = Probe.of(worker).send("contacts", "k1", 7);

    assertThat(probe.written()).isEmpty();
    assertThat(probe.outcomes()).doesNotContain(Outcome.done());
  }

  @Test
  void listeners_are_told_what_a_worker_tells() {
    var told = new ArrayList<WorkerEvent>();
    var worker =
        worker()
            .retry(Retry.times(2))
            .listen(told::add)
            .process(message -> failing(message, "bad"));

    var probe = Probe.of(worker).send("contacts", "k1", 13).send("contacts", "k1", 1);

    assertThat(told).isEqualTo(probe.events());
    assertThat(told)
        .hasExactlyElementsOfTypes(
            Started.class,
            Failed.class,
            Started.class,
            Failed.class,
            DeadLettered.class,
            Started.class,
            Succeeded.class);
  }

  @Test
  void a_topic_that_the_worker_does_not_read_is_refused() {
    var probe = Probe.of(worker().each(message -> {}));

    assertThatThrownBy(() -> probe.send("orders", "k1", 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orders")
        .hasMessageContaining("contacts");
  }

  @Test
  void a_thing_that_the_codec_does_not_take_is_refused() {
    var probe = Probe.of(worker().each(message -> {}));

    assertThatThrownBy(() -> probe.send("contacts", "k1", "seven"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String");
  }

  private static WorkerBuilder<String, Integer> worker() {
    return Worker.on(Kafka.at("localhost:1"))
        .group("sync")
        .topics("contacts")
        .keys(Words.ONE)
        .values(Numbers.ONE);
  }

  /// 13 is bad.
  private static Outcome failing(Message<String, Integer> message, String why) {
    return value(message) == 13 ? Outcome.retry(new IOException(why)) : Outcome.done();
  }

  private static int value(Message<String, Integer> message) {
    var value = message.value();
    return value == null ? 0 : value;
  }

  private enum Words implements Codec<String> {
    ONE;

    @Override
    public byte[] encode(Context context, String value) {
      return value.getBytes(UTF_8);
    }

    @Override
    public String decode(Context context, byte[] bytes) {
      return new String(bytes, UTF_8);
    }
  }

  private enum Numbers implements Codec<Integer> {
    ONE;

    @Override
    public byte[] encode(Context context, Integer value) {
      return value.toString().getBytes(UTF_8);
    }

    @Override
    public Integer decode(Context context, byte[] bytes) {
      try {
        return Integer.valueOf(new String(bytes, UTF_8));
      } catch (NumberFormatException e) {
        throw new DecodeException("No number", e);
      }
    }
  }
}
