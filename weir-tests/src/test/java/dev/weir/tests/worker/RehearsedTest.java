package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.worker.Breaker;
import dev.weir.worker.Codec;
import dev.weir.worker.DecodeException;
import dev.weir.worker.Headers;
import dev.weir.worker.Kafka;
import dev.weir.worker.Outcome;
import dev.weir.worker.Probe;
import dev.weir.worker.Retry;
import dev.weir.worker.Worker;
import dev.weir.worker.WorkerBuilder;
import dev.weir.worker.WorkerEvent.BreakerChanged;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What can be seen without Kafka: the scenarios of a [Probe].
@Timeout(30)
class RehearsedTest {
  private final IOException away = new IOException("away");

  @Test
  void s18_what_is_skipped_is_settled_and_not_copied() {
    var probe = Probe.of(worker().process(message -> Outcome.skip("charged already")));

    probe.send("orders", "k1", "v");

    assertThat(probe.outcomes()).containsExactly(Outcome.skip("charged already"));
    assertThat(probe.committable("orders")).isEqualTo(1);
    assertThat(probe.deadLetters()).isEmpty();
  }

  @Test
  void s18_what_is_dead_is_copied_after_one_attempt() {
    var probe = Probe.of(worker().process(message -> Outcome.dead(away)));

    probe.send("orders", "k1", "v");

    assertThat(probe.attempts()).hasSize(1);
    assertThat(probe.deadLetters()).extracting(Probe.Letter::topic).containsExactly("orders.dlt");
    assertThat(probe.committable("orders")).isEqualTo(1);
  }

  @Test
  void s18_what_is_to_wait_is_not_tried_before() {
    var after = Duration.ofMillis(700);
    var worker =
        worker()
            .process(message ->
                message.attempt() == 1 ? Outcome.retry(away).after(after) : Outcome.done());
    var probe = Probe.of(worker).byHand().send("orders", "k1", "v");

    probe.advance(after.minusNanos(1));
    assertThat(probe.attempts()).hasSize(1);
    assertThat(probe.committable("orders")).isZero();
    probe.advance(Duration.ofNanos(1));

    assertThat(probe.attempts()).hasSize(2);
    assertThat(probe.committable("orders")).isEqualTo(1);
  }

  @Test
  void s47_a_breaker_opens_at_the_tenth_failure_whatever_the_pauses_between_them() {
    var worker =
        worker()
            .retry(Retry.never())
            .breaker(Breaker.after(10))
            .process(message -> Outcome.retry(away));
    var probe = Probe.of(worker).byHand();

    for (var record = 1; record < 10; record++) {
      probe.send("orders", "k" + record, "v").advance(Duration.ofMinutes(1));
      assertThat(probe.breaker()).isEqualTo(Breaker.State.CLOSED);
    }
    probe.send("orders", "k10", "v");

    assertThat(probe.breaker()).isEqualTo(Breaker.State.OPEN);
    assertThat(probe.events())
        .contains(new BreakerChanged(Breaker.State.CLOSED, Breaker.State.OPEN));
  }

  @Test
  void s52_a_listener_that_throws_changes_nothing() {
    var worker =
        worker()
            .listen(event -> {
              throw new IllegalStateException("a listener's own");
            })
            .each(message -> {});

    var probe = Probe.of(worker).send("orders", "k1", "v");

    assertThat(probe.outcomes()).containsExactly(Outcome.done());
    assertThat(probe.committable("orders")).isEqualTo(1);
  }

  @Test
  void s52_what_wraps_an_attempt_and_throws_is_as_a_processor_that_fails() {
    var processed = new AtomicInteger();
    var worker =
        worker()
            .retry(Retry.times(2))
            .around((message, next) -> {
              if (message.attempt() == 1) throw away;
              return next.process(message);
            })
            .each(message -> processed.incrementAndGet());

    var probe = Probe.of(worker).send("orders", "k1", "v");

    assertThat(probe.outcomes()).containsExactly(Outcome.retry(away), Outcome.done());
    assertThat(processed).hasValue(1);
  }

  @Test
  void s52_bytes_that_do_not_decode_are_dead_and_the_processor_does_not_see_them() {
    var processed = new AtomicInteger();
    var worker = worker().values(new Refusing()).each(message -> processed.incrementAndGet());
    var poison = "{".getBytes(UTF_8);

    var probe = Probe.of(worker).sendRaw("orders", null, poison, Headers.none());

    assertThat(probe.outcomes()).hasOnlyElementsOfType(Outcome.Dead.class).hasSize(1);
    assertThat(probe.deadLetters()).extracting(Probe.Letter::value).isEqualTo(List.of(poison));
    assertThat(processed).hasValue(0);
  }

  private static WorkerBuilder<byte[], byte[]> worker() {
    return Worker.on(Kafka.at("localhost:1")).group("billing").topics("orders");
  }

  private static final class Refusing implements Codec<String> {
    @Override
    public byte[] encode(Context context, String value) {
      return value.getBytes(UTF_8);
    }

    @Override
    public String decode(Context context, byte[] bytes) {
      throw new DecodeException("These are no order");
    }
  }
}
