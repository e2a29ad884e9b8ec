package dev.weir.sink.kafka;

import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

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
/// A topic waits for `max.block.ms` at most until its look-up begins, and as long for its answer. A
/// message also waits while its [Topic] has no room for it beside those that are on their way.
final class Topics {
  /// How the cluster is asked; may block.
  @FunctionalInterface
  interface Lookup {
    Topic.Facts facts(String topic);
  }

  /// Where messages go that need not wait. It tells the topic when they are settled.
  @FunctionalInterface
  interface Onward {
    void send(Topic topic, Topic.Waiting one);
  }

  /// What Kafka's client does by itself.
  ///
  /// @param idleNanos after so long without a message it may have forgotten a topic
  /// @param queueNanos for so long at most a look-up waits until it may begin
  /// @param batchBytes it packs messages together up to this size
  /// @param requestBytes it refuses a message larger than this
  record Terms(long idleNanos, long queueNanos, long batchBytes, long requestBytes) {}

  private static final int KNOWN_MAX = 10_000;

  /// Look-ups at one time. Each is a virtual thread that waits inside Kafka's client, so many cost
  /// little; but whoever invents names must not make a thread of each.
  static final int LOOKUPS_MAX = 512;

  /// A partition that is not there is looked for again at most this often. Kafka's client answers
  /// from memory and renews that every `metadata.max.age.ms`, so a new partition of a known topic
  /// may be refused for that long.
  private static final long ASK_AGAIN_NANOS = 1_000_000_000;

  /// Messages over a topic's limit have it asked for again at most this often.
  private static final long ASK_LIMIT_AGAIN_NANOS = 60_000_000_000L;

  private final Lookup lookup;
  private final Executor lane;
  private final Clock clock;
  private final Terms terms;
  private final Onward onward;

  /// Fair: a topic that exists must not be overtaken by names that came later.
  private final Semaphore lookups = new Semaphore(LOOKUPS_MAX, true);

  /// Least recently used first; a topic with messages under way is never forgotten.
  private final Map<String, Topic> topics =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Topic> eldest) {
          return size() > KNOWN_MAX && eldest.getValue().idle();
        }
      };

  /// The one that was looked for last, since the next message often is for the same.
  private @Nullable Topic last;

  private boolean closed;

  Topics(Lookup lookup, Executor lane, Clock clock, Terms terms, Onward onward) {
    this.lookup = lookup;
    this.lane = lane;
    this.clock = clock;
    this.terms = terms;
    this.onward = onward;
  }

  /// Hot. Whether a message would not have to wait here for others of its topic.
  boolean hasRoom(Message message) {
    var topic = known(message.topic());
    if (topic == null || topic.asking()) return true;
    return !topic.waits() && topic.hasRoom(Footprint.of(message));
  }

  /// Hot.
  void send(Message message, Consumer<Outcome> done) {
    if (closed) {
      done.accept(new Outcome.Lost(Problem.stopping()));
      return;
    }
    var topic = topic(message.topic());
    var one = new Topic.Waiting(message, Footprint.of(message), done);
    if (topic.waits()) {
      topic.keep(one);
    } else {
      first(topic, one);
    }
  }

  /// Nothing waits before it.
  private void first(Topic topic, Topic.Waiting one) {
    var now = clock.nanos();
    var partition = one.message().partition();
    if (!topic.knownAt(now, terms.idleNanos())
        || topic.doubtful(one.bytes(), now, ASK_LIMIT_AGAIN_NANOS)) {
      ask(topic, one);
    } else if (!topic.has(partition)) {
      if (topic.askedWithin(ASK_AGAIN_NANOS, now)) {
        one.done().accept(unknownPartition(topic, one.message()));
      } else {
        ask(topic, one);
      }
    } else if (topic.hasRoom(one.bytes())) {
      forward(topic, one, now);
    } else {
      topic.keep(one);
      release(topic); // what had to be settled first may have been, before anybody knew of this one
    }
  }

  private void forward(Topic topic, Topic.Waiting one, long nowNanos) {
    topic.sent(one.bytes(), nowNanos);
    onward.send(topic, one);
  }

  private Topic topic(String name) {
    var known = known(name);
    if (known != null) return known;
    var topic = new Topic(name, terms.batchBytes());
    topics.put(name, topic);
    last = topic;
    return topic;
  }

  private @Nullable Topic known(String name) {
    var recent = last;
    if (recent != null && recent.name.equals(name)) return recent;
    var known = topics.get(name);
    if (known != null) last = known;
    return known;
  }

  private void ask(Topic topic, Topic.Waiting one) {
    topic.ask();
    topic.keep(one);
    Thread.ofVirtual().name("lookup-" + topic.name).start(() -> lookUp(topic));
  }

  private void lookUp(Topic topic) {
    try {
      var facts = facts(topic.name);
      lane.execute(() -> found(topic, facts));
    } catch (RuntimeException e) {
      var problem = KafkaProblem.of(topic.name, e);
      lane.execute(() -> notFound(topic, problem));
    }
  }

  private Topic.Facts facts(String topic) {
    awaitTurn();
    try {
      return lookup.facts(topic);
    } finally {
      lookups.release();
    }
  }

  private void awaitTurn() {
    try {
      if (lookups.tryAcquire(terms.queueNanos(), TimeUnit.NANOSECONDS)) return;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    throw new TimeoutException(
        "Kafka could not be asked for it in time: %d topics were being looked up before"
            .formatted(LOOKUPS_MAX));
  }

  /// The next message of this topic asks the cluster again.
  void forget(Topic topic) {
    if (topic.idle()) {
      drop(topic);
    } else {
      topic.forget();
    }
  }

  /// Kafka found a message of this size too large.
  void tooLarge(Topic topic, long bytes) {
    topic.tooLarge(bytes, terms.requestBytes());
  }

  private void found(Topic topic, Topic.Facts facts) {
    topic.found(facts, terms.batchBytes(), clock.nanos());
    release(topic);
  }

  /// Sends what waits, in order, as far as there is room.
  void release(Topic topic) {
    var stopped = topic.stopped();
    if (stopped != null) loseAll(topic, stopped);
    if (topic.asking()) return;
    for (var next = topic.first(); next != null; next = topic.first()) {
      if (!topic.has(next.message().partition())) {
        topic.poll();
        next.done().accept(unknownPartition(topic, next.message()));
      } else if (topic.hasRoom(next.bytes())) {
        topic.poll();
        forward(topic, next, clock.nanos());
        stopped = topic.stopped(); // it may have failed at once
        if (stopped != null) loseAll(topic, stopped);
      } else {
        return;
      }
    }
  }

  /// Whoever invents names must not push the topics that exist out of memory.
  private void notFound(Topic topic, Problem problem) {
    topic.notFound();
    loseAll(topic, problem);
    if (topic.idle()) drop(topic);
  }

  /// Another producer begins: it knows no topic, and what the old one had or what waits for it will
  /// not be heard of again. Topics that it had several messages of may have been its death.
  void restart() {
    var old = List.copyOf(topics.values());
    topics.clear();
    last = null;
    for (var topic : old) {
      topic.drop(); // its look-up may be under way, and come back here
      if (topic.suspicious()) topic(topic.name).suspect();
    }
  }

  private void drop(Topic topic) {
    topics.remove(topic.name, topic);
    if (last == topic) last = null;
  }

  private static void loseAll(Topic topic, Problem problem) {
    var lost = new Outcome.Lost(problem);
    for (var next = topic.poll(); next != null; next = topic.poll()) next.done().accept(lost);
  }

  private static Outcome.Lost unknownPartition(Topic topic, Message message) {
    return new Outcome.Lost(
        Problem.unknownPartition(topic.name, message.partition(), topic.partitions()));
  }

  /// Whatever still waits is lost. Nothing is sent afterwards.
  void close() {
    closed = true;
    topics.values().forEach(topic -> loseAll(topic, Problem.stopping()));
  }
}
