package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.WorkerEvent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A key that is slow, or that has most of the records, is nobody else's concern.
@Timeout(60)
class HotKeyTest {
  @RegisterExtension static final BrokerExtension kafka = WorkerTopic.broker();

  private final Attempts attempts = new Attempts();

  @Test
  void s12_a_slow_key_holds_up_nobody_else() {
    var topic = WorkerTopic.create(kafka, 1);
    topic.writeRecords(
        1_005, i -> topic.record(0, bytes(i % 201 == 0 ? "slow" : "fast" + i % 100)));
    var fast = new CountDownLatch(1_000);
    var worker =
        topic
            .worker()
            .each(
                attempts.doing(message -> {
                  if (!WorkerTopic.text(message.key()).equals("slow")) {
                    fast.countDown();
                  } else if (WorkerTopic.numberOf(message.value()) == 2) {
                    Await.until("all others are processed", fast);
                  }
                }));

    Drained.after(1_005, attempts, worker);

    attempts.wereOnceEach(topic).wereInOrder();
  }

  @Test
  void s13_keys_behind_a_hot_one_are_processed_as_far_as_the_buffer_reaches() {
    var topic = WorkerTopic.create(kafka, 1).write(300, i -> "hot").write(100, i -> "key" + i);
    var buffered = new AtomicInteger();
    var bytes = new AtomicLong();
    var events = new Events();
    var builder = topic.worker().buffer(200, 1 << 20).listen(events);
    var taking = attempts.taking(Duration.ofMillis(20));
    var worker =
        builder.each(message -> {
          if (WorkerTopic.text(message.key()).equals("hot")) taking.handle(message);
          else attempts.doing(other -> {}).handle(message);
        });

    Drained.when(
        "all are processed",
        worker,
        () -> {
          buffered.accumulateAndGet(worker.stats().buffered(), Math::max);
          bytes.accumulateAndGet(worker.stats().bufferedBytes(), Math::max);
          return attempts.count() == 400;
        });

    attempts.wereOnceEach(topic).wereInOrder();
    var hot = attempts.ofKey("hot");
    assertThat(attempts.where(attempt -> !"hot".equals(attempt.key())))
        .allSatisfy(other -> assertThat(other.end()).isLessThan(hot.getLast().start()));
    assertThat(events.of(WorkerEvent.HotKey.class)).isNotEmpty();
    assertThat(buffered.get()).isBetween(100, 200);
    assertThat(bytes.get()).isBetween(1L, 1L << 20);
  }

  @Test
  void s14_a_hot_key_does_not_slow_down_another_partition() {
    var topic = WorkerTopic.create(kafka, 2).writeTo(0, 4_000, i -> "hot");
    topic.writeTo(1, 2_000, i -> "key" + i % 100);
    var hot = new AtomicInteger();
    var others = new AtomicInteger();
    var worker =
        topic
            .worker()
            .concurrency(65)
            .each(
                attempts.doing(message -> {
                  var isHot = message.partition() == 0;
                  Await.passInterruptibly(Duration.ofMillis(isHot ? 5 : 10));
                  (isHot ? hot : others).incrementAndGet();
                }));

    try (worker) {
      worker.start();
      Await.until("all others are processed", () -> others.get() == 2_000);

      // 2,000 of 10 ms, 64 at once, take as long as 63 of the hot ones; those take 20 s in all.
      assertThat(hot.get()).isLessThan(1_000);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
