package dev.weir.gateway.rest.peers;

import dev.weir.gateway.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The topic of the claims, as the cluster has it.
///
/// Its one partition is the order that all agree on. It is compacted, and forgets what nobody has
/// renewed: the claims of gateways that died and never came back.
record ClaimTopic(Cluster cluster, String name) {
  static final Duration KEPT = Duration.ofDays(7);

  private static final int SEGMENT_BYTES = 16 << 20;

  TopicPartition partition() {
    return new TopicPartition(name, 0);
  }

  /// Makes it where it is not there.
  void ensure() {
    try {
      var _ = cluster.ask(admin -> admin.describeTopics(List.of(name)).allTopicNames());
    } catch (UnknownTopicOrPartitionException e) {
      create();
    }
  }

  /// Which of all topics that ever had the name it is. Throws where there is none.
  Uuid id() {
    var all = cluster.ask(admin -> admin.describeTopics(List.of(name)).allTopicNames());
    var present = all.get(name);
    if (present == null) throw new UnknownTopicOrPartitionException(name);
    return present.topicId();
  }

  private void create() {
    var topic =
        new NewTopic(name, Optional.of(1), Optional.empty())
            .configs(
                Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete",
                    TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEPT.toMillis()),
                    TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES)));
    try {
      var _ = cluster.ask(admin -> admin.createTopics(List.of(topic)).all());
    } catch (TopicExistsException e) {
      // another gateway was first
    }
  }

  /// The offset behind its last record.
  long end() {
    var ends =
        cluster.ask(admin -> admin.listOffsets(Map.of(partition(), OffsetSpec.latest())).all());
    return ends.getOrDefault(partition(), new ListOffsetsResultInfo(0, -1, Optional.empty()))
        .offset();
  }
}
