package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Producers that write numbered records to one topic, each one request after another, and note
/// what was acknowledged.
final class Load implements AutoCloseable {
  private static final Duration END_AT_MOST = Duration.ofSeconds(45);
  private static final AtomicInteger LOADS = new AtomicInteger();

  /// How much, and at which level.
  ///
  /// @param batch records of a request
  /// @param every a producer sends so often
  /// @param waiting for Kafka, else for the journal
  record Plan(int producers, int batch, Duration every, boolean waiting) {
    /// About 1,500 records a second.
    static final Plan JOURNAL = new Plan(6, 5, Duration.ofMillis(20), false);

    /// About 500 records a second.
    static final Plan KAFKA = new Plan(2, 5, Duration.ofMillis(20), true);
  }

  private static final int KEYS = 8;
  private static final int RECORD_BYTES = 1_024;

  private final String name = "load" + LOADS.incrementAndGet();
  private final Plan plan;
  private final Pusher pusher;
  private final List<Thread> producers = new ArrayList<>();
  private final Map<String, Sent> sent = new ConcurrentHashMap<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;

  private Load(Pusher pusher, Plan plan) {
    this.plan = plan;
    this.pusher = pusher;
  }

  static Load start(URI push, String topic, Plan plan) {
    var load = new Load(new Pusher(push, topic, plan.waiting()), plan);
    for (var i = 0; i < plan.producers(); i++) {
      var producer = load.name + "." + i;
      load.producers.add(Thread.ofPlatform().name(producer).start(() -> load.produce(producer)));
    }
    return load;
  }

  private void produce(String producer) {
    var due = System.nanoTime();
    for (var turn = 0; !stopping; turn++) {
      try {
        push(batch(producer, turn));
      } catch (InterruptedException e) {
        return;
      }
      due = Math.max(due + plan.every().toNanos(), System.nanoTime() - plan.every().toNanos());
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private List<Numbered> batch(String producer, int turn) {
    var batch = new ArrayList<Numbered>();
    for (var i = 0; i < plan.batch(); i++) {
      var stream = producer + "." + (turn * plan.batch() + i) % KEYS;
      var number = sent.computeIfAbsent(stream, _ -> new Sent()).next();
      batch.add(Numbered.of(stream, number, RECORD_BYTES));
    }
    return batch;
  }

  private void push(List<Numbered> batch) throws InterruptedException {
    var answer = pusher.push(batch);
    answers.add(answer);
    if (!answer.acknowledged()) return;
    for (var numbered : batch) {
      sent.getOrDefault(numbered.stream(), new Sent()).acknowledged(numbered.number());
    }
  }

  /// Ends it, each producer behind its last answer.
  Load stop() throws InterruptedException {
    stopping = true;
    for (var producer : producers) {
      assertThat(producer.join(END_AT_MOST)).as("%s ends", producer.getName()).isTrue();
    }
    return this;
  }

  Map<String, Sent> sent() {
    return sent;
  }

  long acknowledged() {
    return (long) plan.batch() * count(Answer::acknowledged);
  }

  /// Requests of this kind so far.
  long count(Predicate<Answer> kind) {
    return answers.stream().filter(kind).count();
  }

  /// Milliseconds that this share of the requests of this kind took at most; 0 without any.
  double millis(double share, Predicate<Answer> kind) {
    var took = answers.stream().filter(kind).mapToDouble(Answer::tookMillis).sorted().toArray();
    return took.length == 0 ? 0 : took[(int) Math.ceil(share * took.length) - 1];
  }

  /// For a test that fails; another one stops it before it looks.
  @Override
  public void close() {
    stopping = true;
  }
}
