package dev.weir.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which partitions the worker has, as the group goes. By the thread that polls, which Kafka's
/// client calls back on; others may read [#tenures] and [#joined].
final class Group implements ConsumerRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration COMMITTED_AT_MOST = Duration.ofSeconds(2);
  private static final int COMMITTED_TRIES_MAX = 5;
  private static final Duration COMMIT_AT_MOST = Duration.ofSeconds(5);

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /// How long what was interrupted may take to end.
  private static final Duration INTERRUPTED_AT_MOST = Duration.ofMillis(500);

  private final Plan<?, ?> plan;
  private final RetryTopics retryTopics;
  private final Consumer<byte[], byte[]> consumer;
  private final Lanes lanes;
  private final Commits commits;
  private final Events events;
  private final Supplier<Duration> grace;

  /// Replaced as a whole, and never written to.
  private volatile Map<TopicPartition, Tenure> tenures = Map.of();

  /// Assigned, and not looked up yet what is settled of them.
  private final Set<TopicPartition> fresh = new HashSet<>();

  private volatile boolean joined;
  private boolean foreignTold;

  /// @param grace how long attempts may go on in partitions that go
  Group(
      Plan<?, ?> plan,
      RetryTopics retryTopics,
      Consumer<byte[], byte[]> consumer,
      Lanes lanes,
      Commits commits,
      Events events,
      Supplier<Duration> grace) {
    this.plan = plan;
    this.retryTopics = retryTopics;
    this.consumer = consumer;
    this.lanes = lanes;
    this.commits = commits;
    this.events = events;
    this.grace = grace;
  }

  Collection<Tenure> tenures() {
    return tenures.values();
  }

  @Nullable Tenure tenure(TopicPartition partition) {
    return tenures.get(partition);
  }

  boolean joined() {
    return joined;
  }

  /// Whether the group has this worker, though it may have no partition for it.
  void look() {
    if (!joined && consumer.groupMetadata().generationId() > 0) joined = true;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    joined = true;
    lanes.locked(() -> lanes.tally().rebalances++);
    fresh.addAll(partitions);
    consumer.pause(partitions);
    beginRetries(partitions);
    events.tell(new WorkerEvent.Assigned(named(partitions)));
  }

  /// What was put off is this group's own: it is not passed over where the group begins elsewhere
  /// than with the oldest. Here, as Kafka's client looks for a place as soon as this returns.
  private void beginRetries(Collection<TopicPartition> partitions) {
    if (plan.startAt == StartAt.EARLIEST) return;
    var retries =
        partitions.stream()
            .filter(one -> retryTopics.delay(one.topic()) != null)
            .collect(Collectors.toSet());
    if (retries.isEmpty()) return;
    var known = committed(retries);
    retries.removeIf(one -> known.get(one) != null);
    if (!retries.isEmpty()) consumer.seekToBeginning(retries);
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    for (var tries = 1; tries < COMMITTED_TRIES_MAX; tries++) {
      try {
        return consumer.committed(partitions, COMMITTED_AT_MOST);
      } catch (TimeoutException e) {
        log.debug("Kafka did not tell what is committed of {}; it is asked again", partitions, e);
      }
    }
    return consumer.committed(partitions, COMMITTED_AT_MOST);
  }

  /// Looks up what is settled of partitions that are new; they are paused until that is known.
  void prepare() {
    if (fresh.isEmpty()) return;
    try {
      var known = consumer.committed(Set.copyOf(fresh), COMMITTED_AT_MOST);
      var more = new HashMap<>(tenures);
      for (var partition : fresh) more.put(partition, begin(partition, known.get(partition)));
      tenures = Map.copyOf(more);
      lanes.divide(more.size());
      consumer.resume(List.copyOf(fresh));
      fresh.clear();
    } catch (TimeoutException e) {
      log.debug("Kafka did not tell what is committed of {}; it is asked again", fresh, e);
    }
  }

  private Tenure begin(TopicPartition partition, @Nullable OffsetAndMetadata committed) {
    var offset = committed == null ? -1 : committed.offset();
    var map = committed == null ? "" : committed.metadata();
    var offsets = Offsets.from(offset, map);
    if (offsets.foreign() && !foreignTold) {
      foreignTold = true;
      log.warn(
          "Group '{}' has commits whose metadata is not Weir's, such as that of {}. It is not used: the worker begins at the committed offsets, and overwrites it.",
          plan.group,
          partition);
    }
    var tenure = new Tenure(partition, offsets, delayMillis(partition.topic()));
    tenure.committed = offset;
    tenure.committedMap = map;
    return tenure;
  }

  private long delayMillis(String topic) {
    return Objects.requireNonNullElse(retryTopics.delay(topic), plan.delay).toMillis();
  }

  /// The partition is read from another place than where it was: what is known of it is of no use.
  Tenure again(Tenure before) {
    lanes.end(List.of(before));
    var tenure = begin(before.source, null);
    var changed = new HashMap<>(tenures);
    changed.put(before.source, tenure);
    tenures = Map.copyOf(changed);
    return tenure;
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    var going = going(partitions);
    var departures = lanes.departures();
    departures.close(going);
    var drained = awaitCalm(going);
    if (!drained) {
      departures.abandon(going);
      departures.awaitCalm(going, INTERRUPTED_AT_MOST.toNanos());
    }
    commits.now(going, COMMIT_AT_MOST);
    end(going);
    events.tellKept();
    events.tell(new WorkerEvent.Revoked(named(partitions), drained));
  }

  /// The time may become shorter meanwhile, as the worker is told to end.
  private boolean awaitCalm(Collection<Tenure> going) {
    var begun = System.nanoTime();
    while (!lanes.departures().awaitCalm(going, LOOK_EVERY.toNanos())) {
      if (System.nanoTime() - begun >= grace.get().toNanos()) return false;
    }
    return true;
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    var going = going(partitions);
    lanes.end(going);
    lanes.departures().abandon(going);
    end(going);
    events.tell(new WorkerEvent.Lost(named(partitions)));
  }

  private List<Tenure> going(Collection<TopicPartition> partitions) {
    partitions.forEach(fresh::remove);
    return partitions.stream().map(tenures::get).filter(Objects::nonNull).toList();
  }

  private void end(Collection<Tenure> going) {
    lanes.end(going);
    var left = new HashMap<>(tenures);
    for (var tenure : going) left.remove(tenure.source);
    tenures = Map.copyOf(left);
    lanes.divide(left.size());
  }

  private static Set<Partition> named(Collection<TopicPartition> partitions) {
    return partitions.stream()
        .map(one -> new Partition(one.topic(), one.partition()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Ends it all: what is settled is committed, and the group left.
  void leave(Duration commitAtMost, Duration closeAtMost) {
    var all = List.copyOf(tenures());
    try {
      commits.now(all, commitAtMost);
    } finally { // a member that does not leave keeps its partitions from the others
      end(all);
      close(closeAtMost);
    }
  }

  private void close(Duration atMost) {
    try {
      consumer.close(CloseOptions.timeout(atMost));
    } catch (KafkaException e) {
      log.debug("The group was not left in the orderly way", e);
    }
  }
}
