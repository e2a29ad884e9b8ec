package dev.weir.cli.groups;

import dev.weir.cli.cluster.Cluster;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// When the messages were sent that groups would read next: it reads one message of each partition,
/// and each only once.
///
/// No more than a few MiB are fetched at a time, and no longer than [#MAX].
final class FirstUnread implements AutoCloseable {
  private static final Duration MAX = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Map<String, Object> LITTLE =
      Map.of(
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16 << 10,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);

  /// A place in a topic.
  record Place(TopicPartition partition, long offset) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Place, Long> known = new HashMap<>();

  FirstUnread(Cluster cluster) {
    consumer = cluster.consumer(LITTLE);
  }

  /// In milliseconds since 1970, of the first message at a place or after it. What cannot be had in
  /// time is not there.
  Map<Place, Long> timestamps(Collection<Place> wanted) {
    known.keySet().retainAll(wanted);
    var left = new HashSet<>(wanted);
    left.removeAll(known.keySet());
    var deadlineNanos = System.nanoTime() + MAX.toNanos();
    while (!left.isEmpty() && System.nanoTime() - deadlineNanos < 0) {
      // A consumer is at one place of a partition at a time; groups may be at several.
      Map<TopicPartition, Place> round =
          left.stream().collect(Collectors.toMap(Place::partition, one -> one, (one, _) -> one));
      read(round, deadlineNanos);
      left.removeAll(round.values());
    }
    return Map.copyOf(known);
  }

  private void read(Map<TopicPartition, Place> round, long deadlineNanos) {
    consumer.assign(round.keySet());
    consumer.resume(round.keySet());
    round.forEach((partition, place) -> consumer.seek(partition, place.offset));
    var ends = consumer.endOffsets(round.keySet());
    Set<TopicPartition> left = new HashSet<>(round.keySet());
    while (!left.isEmpty() && System.nanoTime() - deadlineNanos < 0) {
      var messages = consumer.poll(POLL);
      for (var partition : messages.partitions()) {
        var place = round.get(partition);
        if (place == null || !left.remove(partition)) continue;
        known.put(place, messages.records(partition).getFirst().timestamp());
        consumer.pause(Set.of(partition));
      }
      // Marks of transactions count as messages, and never come.
      left.removeIf(one -> consumer.position(one) >= ends.getOrDefault(one, 0L));
    }
  }

  @Override
  public void close() {
    Cluster.closeAtOnce(consumer);
  }
}
