package dev.weir.gateway.api.topics;

import dev.weir.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/// When an answer is given, with what is known by then. Used by one thread.
final class Deadline {
  private final Clock clock;
  private final long endNanos;

  /// What failed first, or was late, in words.
  private @Nullable String note;

  private Deadline(Clock clock, long endNanos) {
    this.clock = clock;
    this.endNanos = endNanos;
  }

  static Deadline in(Duration time, Clock clock) {
    return new Deadline(clock, clock.nanos() + time.toNanos());
  }

  /// At least a little, for Kafka's client takes no 0.
  int leftMillis() {
    return (int) Math.max(1, (endNanos - clock.nanos()) / 1_000_000);
  }

  /// What Kafka answers by then; null where it is late or fails, which is noted.
  ///
  /// @param what is asked for, such as `the sizes`
  <T> @Nullable T hear(KafkaFuture<T> answer, String what) {
    try {
      return answer.get(leftMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      note(what, "it did not answer in time");
    } catch (ExecutionException e) {
      note(what, String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    return null;
  }

  private void note(String what, String why) {
    if (note == null) note = "Kafka did not tell %s: %s".formatted(what, why);
  }

  /// The first reason why something is missing, or null.
  @Nullable String note() {
    return note;
  }
}
