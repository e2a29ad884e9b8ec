package dev.weir.gateway.api.topics;

import dev.weir.gateway.cluster.Cluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.DescribeLogDirsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What is measured of partitions, as far as Kafka told it in time: where they begin and end, and
/// how large the logs of their leaders are.
record Figures(
    Map<TopicPartition, Long> begins,
    Map<TopicPartition, Long> ends,
    Map<TopicPartition, Long> bytes) {
  /// So many are measured at a time; all questions together take some 500 bytes for each.
  static final int PARTITIONS_MAX = 50_000;

  private static final String WHERE = "where all partitions begin and end";

  /// Asks three things at once. Blocks until the deadline at most, and never throws what Kafka
  /// answers.
  static Figures of(Collection<TopicDescription> topics, Cluster cluster, Deadline deadline) {
    var leaders = leaders(topics);
    var millis = deadline.leftMillis();
    var asked =
        cluster.ask(admin -> {
          var options = new ListOffsetsOptions().timeoutMs(millis);
          var dirs = new DescribeLogDirsOptions().timeoutMs(millis);
          return KafkaFuture.completedFuture(
              new Asked(
                  admin.listOffsets(all(leaders, OffsetSpec.earliest()), options),
                  admin.listOffsets(all(leaders, OffsetSpec.latest()), options),
                  admin.describeLogDirs(List.copyOf(ids(leaders)), dirs).descriptions()));
        });
    return new Figures(
        offsets(asked.begins, leaders, deadline),
        offsets(asked.ends, leaders, deadline),
        sizes(asked.dirs, leaders, deadline));
  }

  private record Asked(
      ListOffsetsResult begins,
      ListOffsetsResult ends,
      Map<Integer, KafkaFuture<Map<String, LogDirDescription>>> dirs) {}

  /// Of the partitions that somebody leads: of others nothing is to be had, and Kafka's client
  /// would wait for them.
  private static Map<TopicPartition, Node> leaders(Collection<TopicDescription> topics) {
    var leaders = new HashMap<TopicPartition, Node>();
    for (var topic : topics) {
      for (var partition : topic.partitions()) {
        var leader = partition.leader();
        if (leader == null || leader.isEmpty() || leaders.size() >= PARTITIONS_MAX) continue;
        leaders.put(new TopicPartition(topic.name(), partition.partition()), leader);
      }
    }
    return leaders;
  }

  private static Collection<Integer> ids(Map<TopicPartition, Node> leaders) {
    return leaders.values().stream().map(Node::id).distinct().toList();
  }

  private static Map<TopicPartition, OffsetSpec> all(
      Map<TopicPartition, Node> leaders, OffsetSpec spec) {
    var all = new HashMap<TopicPartition, OffsetSpec>();
    for (var partition : leaders.keySet()) all.put(partition, spec);
    return all;
  }

  private static Map<TopicPartition, Long> offsets(
      ListOffsetsResult asked, Map<TopicPartition, Node> leaders, Deadline deadline) {
    var offsets = new HashMap<TopicPartition, Long>();
    for (var partition : leaders.keySet()) {
      var answer = deadline.hear(asked.partitionResult(partition), WHERE);
      if (answer != null) offsets.put(partition, answer.offset());
    }
    return offsets;
  }

  private static Map<TopicPartition, Long> sizes(
      Map<Integer, KafkaFuture<Map<String, LogDirDescription>>> asked,
      Map<TopicPartition, Node> leaders,
      Deadline deadline) {
    var sizes = new HashMap<TopicPartition, Long>();
    for (var broker : asked.entrySet()) {
      var dirs = deadline.hear(broker.getValue(), "how large all topics are");
      if (dirs == null) continue;
      for (var dir : dirs.values()) {
        dir.replicaInfos()
            .forEach((partition, replica) -> {
              var leader = leaders.get(partition);
              if (leader == null || leader.id() != broker.getKey() || replica.isFuture()) return;
              sizes.put(partition, replica.size());
            });
      }
    }
    return sizes;
  }

  /// What all partitions of a topic have together; null where it is not known of one.
  private static @Nullable Long sum(TopicDescription topic, Map<TopicPartition, Long> each) {
    var sum = 0L;
    for (var partition : partitions(topic)) {
      var one = each.get(partition);
      if (one == null) return null;
      sum += one;
    }
    return sum;
  }

  private static List<TopicPartition> partitions(TopicDescription topic) {
    var partitions = new ArrayList<TopicPartition>();
    for (var partition : topic.partitions()) {
      partitions.add(new TopicPartition(topic.name(), partition.partition()));
    }
    return partitions;
  }

  @Nullable Long bytes(TopicDescription topic) {
    return sum(topic, bytes);
  }

  /// All that was ever sent.
  @Nullable Long end(TopicDescription topic) {
    return sum(topic, ends);
  }

  @Nullable Long messages(TopicDescription topic) {
    var begin = sum(topic, begins);
    var end = sum(topic, ends);
    return begin == null || end == null ? null : end - begin;
  }
}
