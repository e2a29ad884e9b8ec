package dev.weir.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// All that a worker was told. Written while a [WorkerBuilder] makes it, never after.
final class Plan<K, V> implements Cloneable {
  /// So that what is settled fits into a commit: a transaction must say all of it.
  private static final int TRANSACTIONAL_RECORDS_MAX = 500;

  final Kafka kafka;
  String group = "";
  List<String> topics = List.of();
  @Nullable Pattern pattern;
  Codec<K> keys;
  Codec<V> values;

  Ordering ordering = Ordering.BY_KEY;
  int concurrency = 64;
  int bufferRecords = 2_000;

  /// Whether the user named the size of the buffer.
  boolean bufferNamed;

  long bufferBytes = 64L << 20;
  Duration timeLimit = Duration.ofSeconds(60);
  Duration delay = Duration.ZERO;
  double rate = Double.POSITIVE_INFINITY;

  Retry retry = Retry.times(5);
  List<Duration> retryTopics = List.of();
  Exhausted exhausted = Exhausted.deadLetter();
  boolean stacks;
  Function<Throwable, Outcome> errors = Outcome::retry;
  Breaker breaker = Breaker.after(10);

  Duration commitEvery = Duration.ofSeconds(1);
  Duration revokeGrace = Duration.ofSeconds(10);
  Duration stalledAfter = Duration.ofSeconds(60);
  boolean transactional;

  /// How many messages one attempt may be at.
  int batch = 1;

  StartAt startAt = StartAt.EARLIEST;

  List<Around<K, V>> arounds = List.of();
  List<Consumer<WorkerEvent>> listeners = List.of();
  Telemetry telemetry = Telemetry.none();

  /// By Kafka's names; what the worker must decide itself is refused.
  Map<String, Object> client = Map.of();

  Plan(Kafka kafka, Codec<K> keys, Codec<V> values) {
    this.kafka = kafka;
    this.keys = keys;
    this.values = values;
  }

  /// Lists and maps in it are never written to, so that the copy may have them too.
  Plan<K, V> copy() {
    try {
      @SuppressWarnings("unchecked")
      var copy = (Plan<K, V>) clone();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The same, with a buffer of the size that it is to have.
  Plan<K, V> sized() {
    var copy = copy();
    if (!bufferNamed) {
      // With less, attempts wait for the next poll where many are under way and keys are few.
      var wanted = 10L * concurrency * batch;
      copy.bufferRecords = Math.clamp(wanted, bufferRecords, Integer.MAX_VALUE);
    }
    if (transactional) {
      copy.bufferRecords = Math.min(copy.bufferRecords, TRANSACTIONAL_RECORDS_MAX);
    }
    return copy;
  }

  /// The same plan, whose listeners and wrappers are forgotten, as they are for other types.
  <K2, V2> Plan<K2, V2> with(Codec<K2> keys, Codec<V2> values) {
    if (!arounds.isEmpty()) {
      throw new IllegalStateException(
          "The codecs are named before around(…), which has their types");
    }
    @SuppressWarnings("unchecked")
    var copy = (Plan<K2, V2>) copy();
    copy.keys = keys;
    copy.values = values;
    return copy;
  }

  static <T> List<T> more(List<T> list, T one) {
    var more = new ArrayList<>(list);
    more.add(one);
    return List.copyOf(more);
  }

  static <T> Map<String, T> more(Map<String, T> map, String name, T value) {
    var more = new HashMap<>(map);
    more.put(name, value);
    return Map.copyOf(more);
  }
}
