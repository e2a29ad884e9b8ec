package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BatchAttemptTest {
  private final Plan<byte[], byte[]> plan =
      new Plan<>(Kafka.at("localhost:1"), Bytes.ONE, Bytes.ONE);

  @Test
  void outcomes_are_those_of_the_processor() {
    var skip = Outcome.skip("known");

    assertThat(outcomes(messages -> List.of(Outcome.done(), skip)))
        .containsExactly(Outcome.done(), skip);
  }

  @Test
  void an_exception_is_that_of_all() {
    var away = new IOException("away");

    var outcomes =
        outcomes(messages -> {
          throw away;
        });

    assertThat(outcomes).containsExactly(Outcome.retry(away), Outcome.retry(away));
  }

  @Test
  void too_few_outcomes_are_none() {
    assertThat(outcomes(messages -> List.of(Outcome.done())))
        .hasSize(2)
        .hasOnlyElementsOfType(Outcome.Retry.class);
  }

  @Test
  void bytes_that_exhaust_the_stack_of_a_codec_fail_alone() {
    plan.values = new Endless();
    var messages = new ArrayList<Message<byte[], byte[]>>();

    var refused = attempt(all -> List.of()).decode(record(), 1, messages);

    assertThat(refused).isInstanceOf(Outcome.Retry.class);
    assertThat(messages).isEmpty();
  }

  @Test
  void what_wraps_single_attempts_is_refused_for_batches() {
    var builder =
        Worker.on(Kafka.at("localhost:1"))
            .group("billing")
            .topics("orders")
            .around((message, next) -> next.process(message));

    assertThatThrownBy(() -> builder.batch(2, Duration.ZERO, messages -> List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("around");
  }

  private List<Outcome> outcomes(BatchProcessor<byte[], byte[]> processor) {
    var attempt = attempt(processor);
    var messages = new ArrayList<Message<byte[], byte[]>>();
    @Nullable Outcome first = attempt.decode(record(), 1, messages);
    @Nullable Outcome second = attempt.decode(record(), 1, messages);
    assertThat(first).isNull();
    assertThat(second).isNull();
    return attempt.of(messages, List.of());
  }

  private BatchAttempt<byte[], byte[]> attempt(BatchProcessor<byte[], byte[]> processor) {
    return new BatchAttempt<>(plan, processor);
  }

  private static ConsumerRecord<byte[], byte[]> record() {
    return new ConsumerRecord<>("orders", 0, 0, new byte[] {1}, new byte[] {1});
  }

  private static final class Endless implements Codec<byte[]> {
    @Override
    public byte[] encode(Context context, byte[] value) {
      return value;
    }

    @Override
    public byte[] decode(Context context, byte[] bytes) {
      throw new StackOverflowError();
    }
  }
}
