package dev.weir.worker;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Says what a [Worker] is to do. A group, topics and what to do with a message are needed; all
/// else has a default that is safe.
///
/// It never changes: each method gives another builder, so that one that is prepared with the
/// habits of a house is the template for many workers.
public final class WorkerBuilder<K, V> {
  private final Plan<K, V> plan;

  private WorkerBuilder(Plan<K, V> plan) {
    this.plan = plan;
  }

  static WorkerBuilder<byte[], byte[]> on(Kafka kafka) {
    return new WorkerBuilder<>(
        new Plan<>(Objects.requireNonNull(kafka, "kafka"), Bytes.ONE, Bytes.ONE));
  }

  /// Needed: the group whose members share the topics.
  public WorkerBuilder<K, V> group(String name) {
    return with(plan -> plan.group = checked(name, "A group"));
  }

  /// These topics; or else a [pattern][#topics(Pattern)].
  public WorkerBuilder<K, V> topics(String... names) {
    var topics = Arrays.stream(names).map(name -> checked(name, "A topic")).distinct().toList();
    return with(plan -> {
      plan.topics = topics;
      plan.pattern = null;
    });
  }

  /// All topics of such a name, those that are made later among them.
  public WorkerBuilder<K, V> topics(Pattern names) {
    return with(plan -> {
      plan.topics = List.of();
      plan.pattern = names;
    });
  }

  /// What the bytes of keys mean; without it they stay bytes.
  public <T> WorkerBuilder<T, V> keys(Codec<T> codec) {
    return new WorkerBuilder<>(plan.with(codec, plan.values));
  }

  /// What the bytes of values mean; without it they stay bytes.
  public <T> WorkerBuilder<K, T> values(Codec<T> codec) {
    return new WorkerBuilder<>(plan.with(plan.keys, codec));
  }

  /// What is processed one after the other; [Ordering#BY_KEY] without it.
  public WorkerBuilder<K, V> ordering(Ordering ordering) {
    return with(plan -> plan.ordering = ordering);
  }

  /// How many attempts may be under way at once; 64 without it.
  public WorkerBuilder<K, V> concurrency(int attempts) {
    if (attempts < 1) throw new IllegalArgumentException("concurrency >= 1, not " + attempts);
    return with(plan -> plan.concurrency = attempts);
  }

  /// How much may be held that is not settled. Without it 64 MiB, and 2,000 records or ten times
  /// what [#concurrency] lets be under way, if that is more. Kafka's client may exceed the bytes by
  /// what one poll gives.
  public WorkerBuilder<K, V> buffer(int records, long bytes) {
    if (records < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "A buffer holds a record and a byte at least, not %d and %d".formatted(records, bytes));
    }
    return with(plan -> {
      plan.bufferRecords = records;
      plan.bufferNamed = true;
      plan.bufferBytes = bytes;
    });
  }

  /// How long an attempt may take; 60 s without it. Then it is interrupted, and is tried again when
  /// it has really ended.
  public WorkerBuilder<K, V> timeLimit(Duration limit) {
    return with(plan -> plan.timeLimit = positive(limit, "timeLimit"));
  }

  /// A message is not processed before its timestamp is that old; nor longer after it was read.
  public WorkerBuilder<K, V> delay(Duration age) {
    return with(plan -> plan.delay = notNegative(age, "delay"));
  }

  /// How many attempts may begin in a second; no limit without it.
  public WorkerBuilder<K, V> rate(double perSecond) {
    if (!(perSecond > 0)) throw new IllegalArgumentException("rate > 0, not " + perSecond);
    return with(plan -> plan.rate = perSecond);
  }

  /// How often a message is tried; 5 times without it.
  public WorkerBuilder<K, V> retry(Retry policy) {
    return with(plan -> plan.retry = policy);
  }

  /// Retries off the main line: a message that failed is copied to a topic of its own for each of
  /// these delays, which this worker reads as well, and its key goes on. So the order of the key is
  /// given up for messages that fail. Takes the place of [#retry(Retry)].
  public WorkerBuilder<K, V> retryTopics(Duration... delays) {
    var checked = Arrays.stream(delays).map(delay -> notNegative(delay, "A delay")).toList();
    return with(plan -> plan.retryTopics = checked);
  }

  /// What becomes of a message that no attempt is left for; [Exhausted#deadLetter()] without it.
  public WorkerBuilder<K, V> onExhausted(Exhausted ending) {
    return with(plan -> plan.exhausted = ending);
  }

  /// Dead letters have the stack trace of the failure too, up to 8 KiB.
  public WorkerBuilder<K, V> deadLetterStacks() {
    return with(plan -> plan.stacks = true);
  }

  /// What an exception of the processor means; [Outcome#retry] without it. A [DecodeException] is
  /// always [Outcome.Dead].
  public WorkerBuilder<K, V> errors(Function<Throwable, Outcome> meaning) {
    return with(plan -> plan.errors = meaning);
  }

  /// When to stop trying for a while; after 10 different messages in a row without it.
  public WorkerBuilder<K, V> breaker(Breaker breaker) {
    return with(plan -> plan.breaker = breaker);
  }

  /// How often what is settled is committed; each second without it.
  public WorkerBuilder<K, V> commitEvery(Duration time) {
    return with(plan -> plan.commitEvery = positive(time, "commitEvery"));
  }

  /// How long a partition that another member gets waits for attempts under way; 10 s without it,
  /// and never more than half of `max.poll.interval.ms`.
  public WorkerBuilder<K, V> revokeGrace(Duration time) {
    return with(plan -> plan.revokeGrace = notNegative(time, "revokeGrace"));
  }

  /// From what age on an unsettled message makes [Worker#health] degraded; 60 s without it.
  public WorkerBuilder<K, V> stalledAfter(Duration age) {
    return with(plan -> plan.stalledAfter = positive(age, "stalledAfter"));
  }

  /// Where a new group begins; [StartAt#EARLIEST] without it.
  public WorkerBuilder<K, V> startAt(StartAt place) {
    return with(plan -> plan.startAt = place);
  }

  /// Wraps each attempt; the first one named is the outermost.
  public WorkerBuilder<K, V> around(Around<K, V> around) {
    return with(plan -> plan.arounds = Plan.more(plan.arounds, around));
  }

  /// Is told what happens; any number of them, in order.
  public WorkerBuilder<K, V> listen(Consumer<WorkerEvent> listener) {
    return with(plan -> plan.listeners = Plan.more(plan.listeners, listener));
  }

  /// Follows each message, as tracing does.
  public WorkerBuilder<K, V> telemetry(Telemetry telemetry) {
    return with(plan -> plan.telemetry = telemetry);
  }

  /// Any setting of Kafka's consumer, by Kafka's name, but those that would break what a worker
  /// promises: they are refused with the name of what to use instead.
  public WorkerBuilder<K, V> set(String name, Object value) {
    return with(plan -> plan.client = Plan.more(plan.client, name, value));
  }

  /// The worker: each message is done when the handler has returned.
  public Worker each(Handler<K, V> handler) {
    return process(message -> {
      handler.handle(message);
      return Outcome.done();
    });
  }

  /// The worker: each message gets the outcome that the processor says.
  public Worker process(Processor<K, V> processor) {
    return worker(new Work.Single<>(processor));
  }

  /// The worker: messages are processed up to so many at once.
  ///
  /// @param linger how long the first one waits for others
  public Worker batch(int max, Duration linger, BatchProcessor<K, V> processor) {
    if (max < 1) throw new IllegalArgumentException("A batch has a message at least, not " + max);
    if (!plan.arounds.isEmpty()) {
      throw new IllegalStateException(
          "around(…) wraps attempts at one message, and batches have none: wrap the processor of the batch itself");
    }
    if (linger.compareTo(plan.timeLimit) >= 0) {
      throw new IllegalArgumentException(
          "A linger of %s leaves an attempt no time: timeLimit is %s, and the linger is part of it"
              .formatted(linger, plan.timeLimit));
    }
    var work = new Work.Batch<>(max, notNegative(linger, "linger"), processor);
    return with(plan -> plan.batch = max).worker(work);
  }

  /// The worker: what is made of a message is written to Kafka together with the message's commit,
  /// in one transaction, so that it is there once whatever happens to the process. Those who read
  /// it must have `isolation.level=read_committed`.
  ///
  /// The buffer has 500 records at most then, so that a commit can say all that is settled.
  /// Transactions are made every 100 ms, or more often if [#commitEvery] says so. Dead letters and
  /// copies for retry topics are not in them, and there at least once.
  public Worker exactlyOnce(Transform<K, V> transform) {
    return with(
            plan -> {
              plan.transactional = true;
              plan.client = Plan.more(plan.client, "isolation.level", "read_committed");
            })
        .worker(new Work.Transformation<>(transform));
  }

  private Worker worker(Work<K, V> work) {
    Refusals.check(plan);
    return new Engine<>(plan.sized(), work);
  }

  private WorkerBuilder<K, V> with(Consumer<Plan<K, V>> change) {
    var copy = plan.copy();
    change.accept(copy);
    return new WorkerBuilder<>(copy);
  }

  private static String checked(String name, String what) {
    if (name.isBlank()) throw new IllegalArgumentException(what + " has a name");
    return name;
  }

  private static Duration positive(Duration time, String what) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("%s > 0, not %s".formatted(what, time));
    }
    return Times.bounded(time);
  }

  private static Duration notNegative(Duration time, String what) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("%s >= 0, not %s".formatted(what, time));
    }
    return Times.bounded(time);
  }
}
