package dev.weir.worker;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Says what a [Reader] is to read. A group and topics are needed; all else has a default that is
/// safe.
///
/// It never changes: each method gives another builder.
public final class ReaderBuilder<K, V> {
  /// No attempt is made, so none has a time limit; far enough, and still a number of nanoseconds.
  private static final Duration NO_LIMIT = Duration.ofDays(10_000);

  private static final int MAX = 500;

  private final Plan<K, V> plan;
  private final int max;

  private ReaderBuilder(Plan<K, V> plan, int max) {
    this.plan = plan;
    this.max = max;
  }

  static ReaderBuilder<byte[], byte[]> from(Kafka kafka) {
    var plan = new Plan<>(Objects.requireNonNull(kafka, "kafka"), Bytes.ONE, Bytes.ONE);
    plan.ordering = Ordering.NONE;
    plan.timeLimit = NO_LIMIT;
    plan.retry = Retry.never();
    plan.breaker = Breaker.off();
    return new ReaderBuilder<>(plan, MAX);
  }

  /// Needed: the group whose members share the topics.
  public ReaderBuilder<K, V> group(String name) {
    if (name.isBlank()) throw new IllegalArgumentException("A group has a name");
    return with(plan -> plan.group = name);
  }

  /// These topics; or else a [pattern][#topics(Pattern)].
  public ReaderBuilder<K, V> topics(String... names) {
    var topics = Arrays.stream(names).distinct().toList();
    if (topics.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("A topic has a name");
    }
    return with(plan -> {
      plan.topics = topics;
      plan.pattern = null;
    });
  }

  /// All topics of such a name, those that are made later among them.
  public ReaderBuilder<K, V> topics(Pattern names) {
    return with(plan -> {
      plan.topics = List.of();
      plan.pattern = names;
    });
  }

  /// What the bytes of keys mean; without it they stay bytes.
  public <T> ReaderBuilder<T, V> keys(Codec<T> codec) {
    return new ReaderBuilder<>(plan.with(Objects.requireNonNull(codec, "codec"), plan.values), max);
  }

  /// What the bytes of values mean; without it they stay bytes.
  public <T> ReaderBuilder<K, T> values(Codec<T> codec) {
    return new ReaderBuilder<>(plan.with(plan.keys, Objects.requireNonNull(codec, "codec")), max);
  }

  /// How many messages one call gives at most; 500 without it.
  public ReaderBuilder<K, V> max(int messages) {
    if (messages < 1) throw new IllegalArgumentException("max >= 1, not " + messages);
    return new ReaderBuilder<>(plan, messages);
  }

  /// How much may be held that is not done, read or not; 2,000 records and 64 MiB without it.
  public ReaderBuilder<K, V> buffer(int records, long bytes) {
    if (records < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "A buffer holds a record and a byte at least, not %d and %d".formatted(records, bytes));
    }
    return with(plan -> {
      plan.bufferRecords = records;
      plan.bufferBytes = bytes;
    });
  }

  /// Where a new group begins; [StartAt#EARLIEST] without it.
  public ReaderBuilder<K, V> startAt(StartAt place) {
    return with(plan -> plan.startAt = place);
  }

  /// How often what is done is committed; each second without it.
  public ReaderBuilder<K, V> commitEvery(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("commitEvery > 0, not " + time);
    }
    return with(plan -> plan.commitEvery = time);
  }

  /// How long a partition that another member gets waits for messages that were read and are not
  /// done; 10 s without it, and never more than half of `max.poll.interval.ms`.
  public ReaderBuilder<K, V> revokeGrace(Duration time) {
    if (time.isNegative()) throw new IllegalArgumentException("revokeGrace >= 0, not " + time);
    return with(plan -> plan.revokeGrace = time);
  }

  /// What becomes of a record that does not decode; [Exhausted#deadLetter()] without it.
  public ReaderBuilder<K, V> onUndecodable(Exhausted ending) {
    return with(plan -> plan.exhausted = Objects.requireNonNull(ending, "ending"));
  }

  /// Any setting of Kafka's consumer, by Kafka's name, but those that would break what a reader
  /// promises: they are refused with the name of what to use instead.
  public ReaderBuilder<K, V> set(String name, Object value) {
    return with(plan -> plan.client = Plan.more(plan.client, name, value));
  }

  /// The reader, which begins to join the group. Where Kafka is away it tries again.
  ///
  /// @throws IllegalArgumentException if something is missing, or a setting is not usable
  public Reader<K, V> open() {
    if (plan.group.isEmpty()) throw new IllegalArgumentException("A reader has a group(…)");
    if (plan.topics.isEmpty() && plan.pattern == null) {
      throw new IllegalArgumentException("A reader has topics(…)");
    }
    Refusals.check(plan);
    return GroupReader.open(plan, max);
  }

  private ReaderBuilder<K, V> with(Consumer<Plan<K, V>> change) {
    var copy = plan.copy();
    change.accept(copy);
    return new ReaderBuilder<>(copy, max);
  }
}
