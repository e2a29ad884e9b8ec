package dev.weir.gateway.api.topics;

import dev.weir.Clock;
import dev.weir.gateway.cluster.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// All topics with their figures. Any thread; blocks for some 5 s at most.
///
/// However many look, Kafka is asked once a second at most, by one of them while the others wait
/// for its answer, also where that is that there is none. What Kafka does not tell in time is left
/// out, and the row says why.
final class TopicList {
  private static final Duration LOOK_AT_MOST = Duration.ofSeconds(5);
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final Cluster cluster;
  private final Clock clock;
  private final ReentrantLock looking = new ReentrantLock();

  /// Guarded by `looking`, as is what follows.
  private @Nullable Look last;

  private @Nullable Failed failed;

  private Rates rates = Rates.none();
  private final Policies policies;

  /// How often somebody changed something. Any thread.
  private final AtomicLong changes = new AtomicLong();

  /// What one look has seen.
  ///
  /// @param changes there were when it began
  private record Look(long atNanos, long changes, List<TopicRow> rows) {}

  private record Failed(long atNanos, KafkaException why) {}

  TopicList(Cluster cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
    this.policies = new Policies(cluster, clock);
  }

  /// By name. Throws what Kafka answers where not even the names are known.
  List<TopicRow> rows() {
    var asked = clock.nanos();
    lock();
    try {
      var present = last;
      if (present != null && isFresh(present)) return present.rows;
      var without = failed;
      if (without != null && without.atNanos - asked > 0) throw without.why;
      return lookNow();
    } finally {
      looking.unlock();
    }
  }

  private List<TopicRow> lookNow() {
    var begun = changes.get();
    try {
      var rows = look();
      last = new Look(clock.nanos(), begun, rows);
      return rows;
    } catch (KafkaException e) {
      failed = new Failed(clock.nanos(), e);
      throw e;
    }
  }

  private boolean isFresh(Look look) {
    return look.changes == changes.get() && clock.nanos() - look.atNanos < FRESH_NANOS;
  }

  /// Something was changed: the next look shows it. It waits for nobody, as the change is done.
  void forget(String topic) {
    policies.forget(topic);
    changes.incrementAndGet();
  }

  private void lock() {
    try {
      if (looking.tryLock(2 * LOOK_AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) return;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    throw new TimeoutException("others are asking Kafka for its topics and have no answer yet");
  }

  private List<TopicRow> look() {
    var deadline = Deadline.in(LOOK_AT_MOST, clock);
    var topics = topics(deadline);
    var figures = Figures.of(topics, cluster, deadline);
    var now = rates(topics, figures);
    policies.ask(topics, deadline);
    var rows = new ArrayList<TopicRow>();
    for (var topic : topics) {
      var messages = figures.messages(topic);
      var bytes = figures.bytes(topic);
      var policy = policies.of(topic.name());
      var missing = messages == null || bytes == null;
      var note = missing || policy == null ? note(topics, deadline, missing) : null;
      var perSecond = now.since(rates, topic.name());
      rows.add(new TopicRow(topic, messages, bytes, perSecond, policy, note));
    }
    rates = now;
    return List.copyOf(rows);
  }

  private Collection<TopicDescription> topics(Deadline deadline) {
    var names =
        cluster.ask(admin ->
            admin
                .listTopics(
                    new ListTopicsOptions().listInternal(true).timeoutMs(deadline.leftMillis()))
                .names());
    var options = new DescribeTopicsOptions().timeoutMs(deadline.leftMillis());
    var asked =
        cluster.ask(admin ->
            KafkaFuture.completedFuture(admin.describeTopics(names, options).topicNameValues()));
    var topics = new ArrayList<TopicDescription>();
    for (var answer : asked.values()) {
      // One that was deleted meanwhile is passed over.
      var topic = deadline.hear(answer, "what all topics are");
      if (topic != null) topics.add(topic);
    }
    if (topics.isEmpty() && !names.isEmpty()) throw new TimeoutException(deadline.note());
    topics.sort(Comparator.comparing(TopicDescription::name));
    return topics;
  }

  private Rates rates(Collection<TopicDescription> topics, Figures figures) {
    var ends = new HashMap<String, Long>();
    for (var topic : topics) {
      var end = figures.end(topic);
      if (end != null) ends.put(topic.name(), end);
    }
    return new Rates(clock.nanos(), ends);
  }

  /// Why figures of a topic are missing; null where only its policy is, which comes later.
  private static @Nullable String note(
      Collection<TopicDescription> topics, Deadline deadline, boolean missing) {
    if (deadline.note() != null || !missing) return deadline.note();
    var partitions = topics.stream().mapToInt(topic -> topic.partitions().size()).sum();
    return partitions > Figures.PARTITIONS_MAX
        ? "There are %,d partitions, and %,d are measured"
            .formatted(partitions, Figures.PARTITIONS_MAX)
        : "Kafka does not tell what a partition without a leader holds. See whether all brokers are well";
  }
}
