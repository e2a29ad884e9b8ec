package dev.weir.gateway.rest.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KeptTest {
  private static final Kept.Bounds<String, String> THREE_OF_TEN =
      new Kept.Bounds<>(3, 10, _ -> 0, String::length);

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger fetched = new AtomicInteger();
  private final Kept<String, String> kept =
      new Kept<>(now::get, Duration.ofSeconds(10), THREE_OF_TEN);

  @Test
  void what_was_fetched_is_not_fetched_again_while_it_is_good() {
    ask("a");
    now.addAndGet(Duration.ofSeconds(9).toNanos());
    ask("a");
    assertThat(fetched).hasValue(1);

    now.addAndGet(Duration.ofSeconds(2).toNanos());
    ask("a");

    assertThat(fetched).hasValue(2);
  }

  @Test
  void a_failure_is_told_again_for_a_second() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> kept.get("a", soon(), this::failed)).hasMessage("away");
    }
    assertThat(fetched).hasValue(1);

    now.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(ask("a")).isEqualTo("a");
  }

  @Test
  void what_was_not_asked_for_the_longest_goes_first() {
    ask("a");
    ask("b");
    ask("c");
    ask("a");
    ask("d");
    assertThat(fetched).hasValue(4);

    ask("a");
    assertThat(fetched).hasValue(4);
    ask("b");
    assertThat(fetched).hasValue(5);
  }

  @Test
  void large_keys_push_out_others_also_where_all_fail() {
    var bounds = new Kept.Bounds<String, String>(3, 10, String::length, _ -> 0);
    var small = new Kept<>(now::get, Duration.ofSeconds(10), bounds);

    for (var key : List.of("aaaaaaaa", "bbbbbbbb", "aaaaaaaa")) {
      assertThatThrownBy(() -> small.get(key, soon(), this::failed)).hasMessage("away");
    }

    assertThat(fetched).hasValue(3);
  }

  @Test
  void large_values_push_out_others() {
    ask("a");
    ask("bbbbbbbbbb");
    ask("a");

    assertThat(fetched).hasValue(3);
  }

  @Test
  void those_who_ask_together_wait_for_one_answer() throws Exception {
    var asked = new CountDownLatch(1);
    var answer = new CompletableFuture<String>();
    var first =
        CompletableFuture.supplyAsync(() ->
            kept.get(
                "a",
                soon(),
                () -> {
                  fetched.incrementAndGet();
                  asked.countDown();
                  return answer.join();
                }));
    asked.await();

    var second = CompletableFuture.supplyAsync(() -> ask("a"));
    answer.complete("x");

    assertThat(first.join()).isEqualTo("x");
    assertThat(second.join()).isEqualTo("x");
    assertThat(fetched).hasValue(1);
  }

  @Test
  void those_who_wait_for_others_wait_no_longer_than_they_may() throws Exception {
    var asked = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var first =
        CompletableFuture.runAsync(() ->
            kept.get(
                "a",
                soon(),
                () -> {
                  asked.countDown();
                  try {
                    end.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return "x";
                }));
    asked.await();

    var deadline = Deadline.in(Duration.ofMillis(20), now::get);
    assertThatThrownBy(() -> kept.get("a", deadline, () -> "y")).hasMessageContaining("within");

    end.countDown();
    first.join();
  }

  private String ask(String key) {
    return kept.get(
        key,
        soon(),
        () -> {
          fetched.incrementAndGet();
          return key;
        });
  }

  private String failed() {
    fetched.incrementAndGet();
    throw new IllegalStateException("away");
  }

  private Deadline soon() {
    return Deadline.in(Duration.ofSeconds(5), now::get);
  }
}
