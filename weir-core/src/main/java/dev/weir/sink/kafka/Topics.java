package dev.weir.sink.kafka;

import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/// Holds messages back until their topic is known, so that one missing topic keeps no other
/// waiting.
///
/// Kafka's `send` blocks for up to `max.block.ms` while it does not know a topic, or the partition
/// asked for; the lane has one thread for all topics. So a topic is looked up on a thread of its
/// own first, and its messages wait here, in order. Only the lane's thread touches this; a finished
/// look-up comes back as a task of the lane.
///
/// ```
/// first message ──▶ asking ──▶ known ──▶ (idle for long, or a partition it does not have) ──▶ asking
///                      └─▶ failed: all that waited is lost, the next message asks again
/// ```
///
/// A topic waits for `max.block.ms` at most until its look-up begins, and as long for its answer.
final class Topics {
  /// How the cluster is asked; may block.
  @FunctionalInterface
  interface Lookup {
    int partitions(String topic);
  }

  /// Where messages go whose topic is known.
  @FunctionalInterface
  interface Onward {
    void send(Message message, Consumer<Outcome> done);

    /// Whether one of this size can go without waiting.
    default boolean hasRoom(int bytes) {
      return true;
    }
  }

  /// How long things may take.
  ///
  /// @param idleNanos after so long without a message Kafka's client may have forgotten a topic
  /// @param queueNanos for so long at most a look-up waits until it may begin
  record Times(long idleNanos, long queueNanos) {}

  private static final int KNOWN_MAX = 10_000;

  /// Look-ups at one time. Each is a virtual thread that waits inside Kafka's client, so many cost
  /// little; but whoever invents names must not make a thread of each.
  static final int LOOKUPS_MAX = 512;

  /// A partition that is not there is looked for again at most this often. Kafka's client answers
  /// from memory and renews that every `metadata.max.age.ms`, so a new partition of a known topic
  /// may be refused for that long.
  private static final long ASK_AGAIN_NANOS = 1_000_000_000;

  private final Lookup lookup;
  private final Executor lane;
  private final Clock clock;
  private final Times times;
  private final Onward onward;

  /// Fair: a topic that exists must not be overtaken by names that came later.
  private final Semaphore lookups = new Semaphore(LOOKUPS_MAX, true);

  /// Least recently used first; a topic with waiting messages is never forgotten.
  private final Map<String, Topic> topics =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Topic> eldest) {
          return size() > KNOWN_MAX && !eldest.getValue().holding();
        }
      };

  /// Known by now, with messages for which there was no room.
  private final List<Topic> full = new ArrayList<>();

  private boolean closed;

  Topics(Lookup lookup, Executor lane, Clock clock, Times times, Onward onward) {
    this.lookup = lookup;
    this.lane = lane;
    this.clock = clock;
    this.times = times;
    this.onward = onward;
  }

  /// Hot.
  void send(Message message, Consumer<Outcome> done) {
    if (closed) {
      done.accept(new Outcome.Lost(Problem.stopping()));
      return;
    }
    var topic = topics.computeIfAbsent(message.topic(), Topic::new);
    var now = clock.nanos();
    if (topic.holding()) {
      topic.keep(message, done);
    } else if (!topic.knownAt(now, times.idleNanos())) {
      ask(topic, message, done);
    } else if (topic.has(message.partition())) {
      topic.usedNanos = now;
      onward.send(message, done);
    } else if (now - topic.askedNanos > ASK_AGAIN_NANOS) {
      ask(topic, message, done);
    } else {
      done.accept(unknownPartition(topic, message));
    }
  }

  private void ask(Topic topic, Message message, Consumer<Outcome> done) {
    topic.ask(message, done);
    Thread.ofVirtual().name("lookup-" + topic.name).start(() -> lookUp(topic));
  }

  private void lookUp(Topic topic) {
    try {
      var partitions = partitions(topic.name);
      lane.execute(() -> found(topic, partitions));
    } catch (RuntimeException e) {
      var problem = KafkaProblem.of(topic.name, e);
      lane.execute(() -> forget(topic, problem));
    }
  }

  private int partitions(String topic) {
    awaitTurn();
    try {
      return lookup.partitions(topic);
    } finally {
      lookups.release();
    }
  }

  private void awaitTurn() {
    try {
      if (lookups.tryAcquire(times.queueNanos(), TimeUnit.NANOSECONDS)) return;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    throw new TimeoutException(
        "Kafka could not be asked for it in time: %d topics were being looked up before"
            .formatted(LOOKUPS_MAX));
  }

  /// The next message of this topic asks the cluster again.
  void forget(String topic) {
    var known = topics.get(topic);
    if (known != null && !known.holding()) topics.remove(topic);
  }

  private void found(Topic topic, int partitions) {
    var now = clock.nanos();
    topic.partitions = partitions;
    topic.askedNanos = now;
    topic.usedNanos = now;
    if (!goOn(topic)) full.add(topic);
  }

  /// Passes on what waited, as far as there is room; answers whether that was all.
  private boolean goOn(Topic topic) {
    for (var next = topic.oldest(); next != null; next = topic.oldest()) {
      if (!topic.has(next.message().partition())) {
        next.done().accept(unknownPartition(topic, next.message()));
      } else if (onward.hasRoom(next.message().sizeBytes())) {
        onward.send(next.message(), next.done());
      } else {
        return false;
      }
      topic.removeOldest();
    }
    topic.pass();
    return true;
  }

  /// The lane's turn: there may be room again.
  void turn() {
    if (!full.isEmpty()) full.removeIf(this::goOn);
  }

  /// Whoever invents names must not push the topics that exist out of memory.
  private void forget(Topic topic, Problem problem) {
    topics.remove(topic.name, topic);
    loseAll(topic, problem);
  }

  private static void loseAll(Topic topic, Problem problem) {
    var lost = new Outcome.Lost(problem);
    for (var next = topic.oldest(); next != null; next = topic.oldest()) {
      next.done().accept(lost);
      topic.removeOldest();
    }
    topic.pass();
  }

  private static Outcome.Lost unknownPartition(Topic topic, Message message) {
    return new Outcome.Lost(
        Problem.unknownPartition(topic.name, message.partition(), topic.partitions));
  }

  /// Whatever still waits is lost. Nothing is sent afterwards.
  void close() {
    closed = true;
    full.clear();
    topics.values().forEach(topic -> loseAll(topic, Problem.stopping()));
  }
}
