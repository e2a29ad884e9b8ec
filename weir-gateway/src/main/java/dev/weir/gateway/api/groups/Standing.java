package dev.weir.gateway.api.groups;

import dev.weir.gateway.cluster.Group;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/// Where a group stands, in all and in each of its partitions. Pure.
record Standing(Look.Seen seen, Progress total, Map<TopicPartition, Progress> parts) {
  /// The furthest behind first; last those of which it is not known.
  static final Comparator<Standing> WORST_FIRST =
      Comparator.comparingLong((Standing one) -> one.total.lag() == null ? 1 : -one.total.lag())
          .thenComparing(one -> one.group().id());

  Group group() {
    return seen.group();
  }

  Set<String> topics() {
    var topics = new TreeSet<String>();
    for (var partition : parts.keySet()) topics.add(partition.topic());
    return topics;
  }

  /// Of one topic alone.
  Progress in(String topic) {
    var parts = new HashMap<>(this.parts);
    parts.keySet().removeIf(partition -> !partition.topic().equals(topic));
    return Progress.of(parts.values());
  }
}
