package dev.weir.gateway.rest.consumers;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which partitions an instance has, and how it came by them.
///
/// ```
///        subscribe            joined
///  NONE ───────────▶ JOINING ────────▶ HAS PARTITIONS
///   │                   ▲                │      ▲
///   │                   └─── revoked ────┘      │
///   └───────────────────── assign ──────────────┘
/// ```
///
/// A group without offsets and with the reset `latest` begins at what was the end when the client
/// subscribed, and not where the end is when the join is over: nothing written in between is
/// missed. Its instance's thread owns it.
final class Membership implements ConsumerRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(Membership.class);
  private static final Duration LOOK_UP_AT_MOST = Duration.ofSeconds(2);

  /// How the partitions are found.
  enum Way {
    NONE,
    TOPICS,
    PATTERN,
    ASSIGNED
  }

  /// Hears which partitions come and go.
  interface Watcher {
    /// They are still ours for the last time.
    void leaving(Set<TopicPartition> partitions);

    void gone(Set<TopicPartition> partitions);

    void come(Set<TopicPartition> partitions);
  }

  private final Consumer<byte[], byte[]> consumer;
  private final Watcher watcher;
  private final boolean latest;
  private Way way = Way.NONE;
  private String pattern = "";
  private boolean joined;

  /// Where reading begins in partitions of which the group knows nothing; null where Kafka may
  /// tell.
  private @Nullable Map<TopicPartition, Long> marks;

  /// @param latest whether a group without offsets begins at the end
  Membership(Consumer<byte[], byte[]> consumer, Watcher watcher, boolean latest) {
    this.consumer = consumer;
    this.watcher = watcher;
    this.latest = latest;
  }

  Way way() {
    return way;
  }

  /// Whether it is known which partitions it has, be it none.
  boolean joined() {
    return joined;
  }

  void subscribe(Set<String> topics) {
    if (way == Way.TOPICS && consumer.subscription().equals(topics)) return;
    if (way == Way.PATTERN) leave();
    marks = latest ? marks(topics) : null;
    consumer.subscribe(topics, this);
    way = Way.TOPICS;
    joined = false;
  }

  void subscribe(Pattern topics) {
    if (way == Way.PATTERN && pattern.equals(topics.pattern())) return;
    if (way != Way.NONE) leave(); // or Kafka may not notice that there is something new
    consumer.subscribe(topics, this);
    way = Way.PATTERN;
    pattern = topics.pattern();
    joined = false;
  }

  void assign(Set<TopicPartition> partitions) {
    var before = new HashSet<>(consumer.assignment());
    before.removeAll(partitions);
    watcher.leaving(before);
    watcher.gone(before);
    consumer.assign(partitions);
    way = Way.ASSIGNED;
    joined = true;
    watcher.come(Set.copyOf(consumer.assignment()));
  }

  void leave() {
    var before = Set.copyOf(consumer.assignment());
    watcher.leaving(before);
    consumer.unsubscribe();
    watcher.gone(before);
    way = Way.NONE;
    joined = false;
    marks = null;
  }

  /// A read came to here.
  void reached(TopicPartition partition, long offset) {
    if (marks != null) marks.put(partition, offset);
  }

  /// The ends; in topics that it had before, where it was.
  private @Nullable Map<TopicPartition, Long> marks(Set<String> topics) {
    var before = marks;
    var ends = ends(topics);
    if (ends == null || before == null) return ends;
    before.keySet().removeIf(partition -> !topics.contains(partition.topic()));
    ends.putAll(before);
    return ends;
  }

  private @Nullable Map<TopicPartition, Long> ends(Set<String> topics) {
    try {
      var partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic, LOOK_UP_AT_MOST).stream())
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      return new HashMap<>(consumer.endOffsets(partitions, LOOK_UP_AT_MOST));
    } catch (KafkaException e) {
      log.debug("The ends of {} are not known", topics, e);
      return null;
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    joined = false;
    watcher.leaving(Set.copyOf(partitions));
    watcher.gone(Set.copyOf(partitions));
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    joined = false;
    watcher.gone(Set.copyOf(partitions));
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    joined = true;
    if (marks != null) begin(partitions, marks);
    watcher.come(Set.copyOf(partitions));
  }

  private void begin(Collection<TopicPartition> partitions, Map<TopicPartition, Long> at) {
    try {
      var committed = consumer.committed(Set.copyOf(partitions), LOOK_UP_AT_MOST);
      for (var partition : partitions) {
        if (committed.get(partition) != null) continue;
        var mark = at.get(partition);
        if (mark != null) {
          consumer.seek(partition, mark);
        } else {
          consumer.seekToBeginning(List.of(partition)); // it was not there yet
        }
      }
    } catch (KafkaException e) {
      log.debug("Where the group is in {} is not known; Kafka begins at the end", partitions, e);
    }
  }
}
