package dev.weir.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Attempts on threads, without Kafka: whatever they do, they end and give back what they have.
@Timeout(60)
final class EndingsTest implements Lanes.Crew {
  private final Plan<byte[], byte[]> plan = Records.plan("localhost:1");
  private final Tenure first = new Tenure(new TopicPartition("t", 0), Offsets.from(0, ""), 0);
  private final Tenure second = new Tenure(new TopicPartition("t", 1), Offsets.from(0, ""), 0);
  private final List<Throwable> fatal = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Position> called = new LinkedBlockingQueue<>();
  private Processor<byte[], byte[]> processor = message -> Outcome.done();
  private Work.@Nullable Batch<byte[], byte[]> batch;
  private @Nullable Lanes lanes;
  private @Nullable Endings endings;
  private @Nullable Batches<byte[], byte[]> batches;

  @AfterEach
  void stop() {
    if (lanes != null) lanes.stop();
  }

  @Test
  void an_error_of_errors_is_a_failure_like_any_other() throws Exception {
    plan.errors =
        failure -> {
          throw new AssertionError(failure);
        };
    plan.retry = Retry.times(2).from(Duration.ofMillis(1));
    plan.exhausted = Exhausted.drop();
    processor =
        message -> {
          called.add(message.position());
          throw new IllegalStateException("no");
        };

    begin().add(first, records(first, 1), 1);

    await(() -> first.offsets.committable() == 1);
    assertThat(called).hasSize(2);
  }

  @Test
  void an_outcome_that_comes_later_than_its_time_limit_is_not_waited_for() throws Exception {
    plan.timeLimit = Duration.ofMillis(50);
    plan.retry = Retry.never();
    plan.exhausted = Exhausted.drop();
    processor =
        message -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            called.add(message.position());
          }
          return Outcome.later(new CompletableFuture<>());
        };

    begin().add(first, records(first, 1), 1);

    await(() -> first.offsets.committable() == 1);
    assertThat(called).hasSize(1);
  }

  @Test
  void a_listener_changes_nothing_whatever_it_throws() throws Exception {
    plan.listeners =
        List.of(event -> {
          throw new NoClassDefFoundError("of a test");
        });

    begin().add(first, records(first, 3), 3);

    await(() -> first.offsets.committable() == 3);
    assertThat(fatal).isEmpty();
  }

  @Test
  void a_message_whose_batch_is_interrupted_for_another_partition_is_not_counted_as_tried()
      throws Exception {
    plan.retry = Retry.never();
    plan.exhausted = Exhausted.drop();
    var calls = new AtomicInteger();
    batched(
        Duration.ofSeconds(2), // so that both are in the first one
        messages -> {
          for (var message : messages) called.add(message.position());
          if (calls.incrementAndGet() == 1) new CountDownLatch(1).await();
          return messages.stream().<Outcome>map(message -> Outcome.done()).toList();
        });
    var begun = begin();
    begun.add(first, records(first, 1), 1);
    begun.add(second, records(second, 1), 1);
    assertThat(called.poll(20, TimeUnit.SECONDS)).isNotNull();
    assertThat(called.poll(20, TimeUnit.SECONDS)).isNotNull();

    begun.departures().close(List.of(first));
    begun.departures().abandon(List.of(first));
    begun.departures().awaitCalm(List.of(first), Duration.ofSeconds(20).toNanos());
    begun.end(List.of(first));

    await(() -> second.offsets.committable() == 1);
    assertThat(called).containsExactly(new Position("t", 1, 0));
    assertThat(begun.locked(() -> begun.tally().dropped)).isZero();
    assertThat(first.offsets.committable()).isZero();
  }

  @Test
  void what_is_gathered_is_not_kept_waiting_when_its_partition_goes() throws Exception {
    batched(
        Duration.ofHours(1),
        messages -> messages.stream().<Outcome>map(message -> Outcome.done()).toList());
    var begun = begin();
    begun.add(first, records(first, 1), 1);

    begun.departures().close(List.of(first));

    assertThat(begun.departures().awaitCalm(List.of(first), Duration.ofSeconds(20).toNanos()))
        .isTrue();
    assertThat(first.offsets.committable()).isEqualTo(1);
  }

  @Test
  void the_sum_of_ages_since_1970_is_one() {
    var spread = new Tally.Spread();

    for (var i = 0; i < 100; i++) spread.add(1_800_000_000_000_000_000L);

    assertThat(spread.times().seconds()).isEqualTo(180e9);
  }

  private Lanes begin() {
    var retryTopics = new RetryTopics(plan);
    var events = new Events(plan.listeners);
    var made = new Lanes(plan, retryTopics, 100, this);
    var copies = new Copies(plan, new Watch(plan, made, events));
    lanes = made;
    endings = new Endings(plan, made, copies, events, fatal::add);
    var gathering = batch;
    if (gathering != null) {
      batches =
          new Batches<>(
              plan,
              gathering,
              endings,
              task -> Thread.startVirtualThread(task),
              task -> made.after(gathering.linger(), task));
    }
    made.start("endings-test", fatal::add);
    return made;
  }

  private void batched(Duration linger, BatchProcessor<byte[], byte[]> all) {
    plan.batch = 2;
    batch = new Work.Batch<>(2, linger, all);
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(Tenure tenure, int count) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (var i = 0; i < count; i++) {
      var at = new Position(tenure.partition.topic(), tenure.partition.number(), i);
      records.add(Records.record(at));
    }
    return records;
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    var pause = new CountDownLatch(1);
    while (lanes != null && !lanes.locked(condition::getAsBoolean)) {
      assertThat(System.nanoTime()).isLessThan(until);
      var unused = pause.await(5, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void begin(Entry entry) {
    if (endings == null) return;
    if (batches != null) {
      batches.add(entry);
    } else {
      var attempt = new Attempt<>(plan, processor);
      Thread.startVirtualThread(new Runner<>(attempt, endings, null, entry));
    }
  }

  @Override
  public void hurry() {
    if (batches != null) batches.hurry();
  }

  @Override
  public void overdue(Entry entry, int call) {
    var known = endings;
    if (known == null) return;
    var unused =
        Thread.startVirtualThread(
            () -> known.ended(entry, call, Outcome.retry(new IllegalStateException("over"))));
  }

  @Override
  public void tell(WorkerEvent event) {}
}
