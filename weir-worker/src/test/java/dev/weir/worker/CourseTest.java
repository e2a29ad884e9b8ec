package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class CourseTest {
  private final Exception why = new Exception("why");

  private final Plan<byte[], byte[]> plan =
      new Plan<>(Kafka.at("localhost:9092"), Bytes.ONE, Bytes.ONE);

  @Test
  void done_and_skipped_are_settled() {
    assertThat(after(Outcome.done(), 1)).isEqualTo(new Course.Settle(Outcome.done()));
    assertThat(after(Outcome.skip("x"), 1)).isEqualTo(new Course.Settle(Outcome.skip("x")));
  }

  @Test
  void waits_double_up_to_the_longest_a_fifth_more_or_less() {
    plan.retry = Retry.times(9).from(Duration.ofMillis(100)).upTo(Duration.ofMillis(300));

    assertThat(waited(1, 0.5)).isEqualTo(Duration.ofMillis(100));
    assertThat(waited(2, 0.5)).isEqualTo(Duration.ofMillis(200));
    assertThat(waited(3, 0.5)).isEqualTo(Duration.ofMillis(300));
    assertThat(waited(1, 0)).isEqualTo(Duration.ofMillis(80));
    assertThat(waited(1, 1)).isEqualTo(Duration.ofMillis(120));
    assertThat(waited(8, 0.5)).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void a_wait_that_the_processor_names_is_kept() {
    var said = Outcome.retry(why).after(Duration.ofSeconds(7));

    assertThat(after(said, 1)).isEqualTo(new Course.Wait(why, Duration.ofSeconds(7)));
  }

  @Test
  void the_last_attempt_leads_to_the_dead_letters() {
    plan.retry = Retry.times(3);

    assertThat(after(Outcome.retry(why), 2)).isInstanceOf(Course.Wait.class);
    assertThat(after(Outcome.retry(why), 3)).isEqualTo(new Course.Bury(why));
    assertThat(after(Outcome.dead(why), 1)).isEqualTo(new Course.Bury(why));
  }

  @Test
  void what_is_exhausted_goes_where_the_plan_says() {
    plan.exhausted = Exhausted.stop();
    assertThat(after(Outcome.dead(why), 1)).isEqualTo(new Course.Stop(why));

    plan.exhausted = Exhausted.drop();
    assertThat(after(Outcome.dead(why), 1)).isEqualTo(new Course.Drop(why));
  }

  @Test
  void with_retry_topics_nothing_waits_in_its_place() {
    plan.retryTopics = List.of(Duration.ofSeconds(1));

    assertThat(Course.after(Outcome.retry(why), 1, plan, true, 0.5))
        .isEqualTo(new Course.Defer(why));
    assertThat(Course.after(Outcome.retry(why), 2, plan, false, 0.5))
        .isEqualTo(new Course.Bury(why));
    assertThat(Course.after(Outcome.dead(why), 1, plan, true, 0.5)).isEqualTo(new Course.Bury(why));
  }

  @Test
  void retries_without_an_end_wait_as_long_as_the_longest() {
    plan.retry = Retry.forever();

    assertThat(waited(1_000_000, 0.5)).isEqualTo(Duration.ofSeconds(10));
  }

  private Duration waited(int attempt, double luck) {
    var course = Course.after(Outcome.retry(why), attempt, plan, false, luck);
    return ((Course.Wait) course).time();
  }

  private Course after(Outcome outcome, int attempt) {
    return Course.after(outcome, attempt, plan, false, 0.5);
  }
}
