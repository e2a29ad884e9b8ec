package dev.weir.worker.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeptTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger fetches = new AtomicInteger();
  private final Kept<Integer, Integer> kept = new Kept<>(2, nanos::get);

  @Test
  void a_value_is_fetched_once() {
    assertThat(get(1)).isEqualTo(1);
    nanos.addAndGet(Duration.ofDays(1).toNanos());

    assertThat(get(1)).isEqualTo(1);
  }

  @Test
  void a_failure_is_told_again_for_a_second() {
    assertThatThrownBy(() -> kept.get(1, this::failing, LONG)).hasMessage("failure 1");
    nanos.addAndGet(Duration.ofMillis(900).toNanos());
    assertThatThrownBy(() -> kept.get(1, this::failing, LONG)).hasMessage("failure 1");
    nanos.addAndGet(Duration.ofMillis(200).toNanos());

    assertThat(get(1)).isEqualTo(2);
  }

  @Test
  void what_was_not_asked_for_the_longest_goes_first() {
    get(1);
    get(2);
    get(1);
    get(3);

    assertThat(get(1)).isEqualTo(1);
    assertThat(get(2)).isEqualTo(4);
  }

  @Test
  void who_has_no_time_is_told_so_and_the_value_comes_all_the_same() {
    var latch = new CountDownLatch(1);

    assertThatThrownBy(() -> kept.get(1, () -> awaited(latch), Duration.ofMillis(1)))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("1 ms");
    latch.countDown();

    assertThat(get(1)).isEqualTo(7);
    assertThat(fetches).hasValue(0);
  }

  private int get(int key) {
    return kept.get(key, fetches::incrementAndGet, LONG);
  }

  private int failing() {
    throw new RegistryException("failure " + fetches.incrementAndGet(), null);
  }

  private static int awaited(CountDownLatch latch) {
    try {
      latch.await();
      return 7;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
