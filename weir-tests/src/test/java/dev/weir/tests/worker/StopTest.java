package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Position;
import dev.weir.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How a worker ends.
@Timeout(60)
class StopTest {
  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  private final Attempts attempts = new Attempts();

  @Test
  void s53_attempts_under_way_end_and_are_committed_and_no_other() {
    var topic = WorkerTopic.create(kafka, 2).writeWithoutKeys(1_000);
    var worker = topic.worker().concurrency(100).each(attempts.taking(Duration.ofMillis(500)));

    try (worker) {
      worker.start();
      Await.until("100 are under way", () -> attempts.inProgress() == 100);
      assertThat(worker.close(Duration.ofSeconds(10))).isEqualTo(new Worker.Exit.Drained());
    }
    assertThat(attempts.all()).allMatch(Attempts.Attempt::ok).hasSizeBetween(100, 999);
    assertThat(topic.rest().positions())
        .doesNotContainAnyElementsOf(attempts.positions())
        .hasSize(1_000 - attempts.count());
  }

  @Test
  void s53_a_service_that_is_told_to_end_ends_in_peace() throws Exception {
    var topic = WorkerTopic.create(kafka, 2).writeWithoutKeys(300);
    try (var service = WorkerProcess.start(kafka, topic, "128m", List.of("told", "1000000"))) {
      Await.until("some are processed", () -> service.told("done ").size() >= 64);

      assertThat(service.terminate()).isEqualTo("exit Drained[]");

      assertThat(topic.rest().positions())
          .extracting(Position::toString)
          .doesNotContainAnyElementsOf(service.told("done "))
          .hasSize(300 - service.told("done ").size());
    }
  }

  @Test
  void s54_what_was_interrupted_is_told_and_comes_again() {
    var topic = WorkerTopic.create(kafka, 1).write(30, i -> "key" + i);
    var worker =
        topic
            .worker()
            .each(
                attempts.doing(message -> {
                  if (message.offset() % 3 == 0) Await.passInterruptibly(Duration.ofSeconds(20));
                }));

    try (worker) {
      worker.start();
      Await.until(
          "the others are processed",
          () -> worker.stats().done() == 20 && attempts.inProgress() == 10);
      var exit = worker.close(Duration.ofMillis(100));

      var unfinished = LongStream.range(0, 10).mapToObj(i -> new Position(topic.name(), 0, 3 * i));
      assertThat(exit)
          .isInstanceOfSatisfying(
              Worker.Exit.Interrupted.class,
              interrupted ->
                  assertThat(interrupted.unfinished())
                      .containsExactlyInAnyOrderElementsOf(unfinished.toList()));
    }
    assertThat(topic.rest().positions())
        .hasSize(10)
        .allMatch(position -> position.offset() % 3 == 0);
  }

  @Test
  void s55_a_processor_may_end_its_worker() throws Exception {
    var topic = WorkerTopic.create(kafka, 1).write(10, i -> "key" + i);
    var itself = new CompletableFuture<Worker>();
    var seen = new AtomicReference<Worker.@Nullable Exit>();
    var others = new CountDownLatch(9);
    var worker =
        topic
            .worker()
            .each(
                attempts.doing(message -> {
                  if (message.offset() == 9) {
                    Await.until("all others are processed", others);
                    seen.set(itself.join().close(Duration.ofSeconds(5)));
                  } else {
                    others.countDown();
                  }
                }));
    itself.complete(worker);

    var begun = System.nanoTime();
    var exit = worker.run();

    assertThat(Await.since(begun)).isLessThan(Duration.ofSeconds(20));
    Await.until("the processor returned", () -> attempts.count() == 10);
    assertThat(seen.get()).isEqualTo(exit);
    assertThat(worker.close(Duration.ofSeconds(1))).isEqualTo(exit);
    assertThat(topic.rest().positions()).isSubsetOf(new Position(topic.name(), 0, 9));
  }

  @Test
  void s55_a_second_end_says_the_same_and_there_is_no_second_start() {
    var topic = WorkerTopic.create(kafka, 1).write(10, i -> "key" + i);
    var worker = topic.worker().each(attempts.doing(message -> {}));
    var never = topic.worker().each(attempts.doing(message -> {}));

    worker.start();
    Await.until("all are processed", () -> attempts.count() == 10);
    var exit = worker.close(Duration.ofSeconds(10));

    assertThat(exit).isEqualTo(new Worker.Exit.Drained());
    assertThat(worker.close(Duration.ZERO)).isEqualTo(exit);
    worker.close();
    assertThat(worker.run()).isEqualTo(exit);
    assertThatThrownBy(worker::start).isInstanceOf(IllegalStateException.class);

    never.close();
    assertThatThrownBy(never::start).isInstanceOf(IllegalStateException.class);
  }
}
