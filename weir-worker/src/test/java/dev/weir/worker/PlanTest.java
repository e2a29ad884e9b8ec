package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How much a worker holds.
@Timeout(10)
final class PlanTest {
  private static final WorkerBuilder<byte[], byte[]> BUILDER =
      Worker.on(Kafka.at("localhost:9092")).group("g").topics("t");

  @Test
  void the_buffer_grows_with_what_may_be_under_way() {
    assertThat(records(BUILDER.each(message -> {}))).isEqualTo(2_000);
    assertThat(records(BUILDER.concurrency(1_000).each(message -> {}))).isEqualTo(10_000);
    assertThat(records(BUILDER.batch(100, Duration.ZERO, messages -> List.of()))).isEqualTo(64_000);
  }

  @Test
  void one_that_was_named_stays() {
    var named = BUILDER.buffer(300, 1 << 20).concurrency(1_000);

    assertThat(records(named.each(message -> {}))).isEqualTo(300);
  }

  @Test
  void exactly_once_holds_little() {
    var worker = BUILDER.buffer(3_000, 1 << 20).exactlyOnce(message -> List.of());

    assertThat(records(worker)).isEqualTo(500);
  }

  @Test
  void a_linger_that_leaves_an_attempt_no_time_is_refused() {
    var builder = BUILDER.timeLimit(Duration.ofSeconds(1));

    assertThatThrownBy(() -> builder.batch(10, Duration.ofSeconds(1), messages -> List.of()))
        .hasMessageContaining("timeLimit is PT1S");
  }

  private static int records(Worker worker) {
    return ((Engine<?, ?>) worker).plan.bufferRecords;
  }
}
