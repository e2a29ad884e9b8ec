package dev.weir.gateway.rest.v3;

import dev.weir.gateway.cluster.Group;
import dev.weir.gateway.cluster.Lag;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What is told of groups, their members and their lag. Pure.
final class GroupItems {
  static final String GROUP = "KafkaConsumerGroup";
  static final String CONSUMER = "KafkaConsumer";
  static final String ASSIGNMENT = "KafkaConsumerAssignment";
  static final String SUMMARY = "KafkaConsumerGroupLagSummary";
  static final String LAG = "KafkaConsumerLag";

  private GroupItems() {}

  static Item group(Asked asked, Group group) {
    var facts = group.facts();
    var coordinator = facts.coordinator();
    var broker = coordinator == null ? null : asked.broker(coordinator.id()).address();
    return about(asked, GROUP, group.id(), asked.group(group.id()))
        .with("is_simple", facts.simple())
        .with("partition_assignor", facts.assignor())
        .with("state", facts.state())
        .with("type", group.type().name())
        .with("is_mixed_consumer_group", facts.mixed())
        .related("coordinator", broker)
        .leads("consumers", "consumers")
        .leads("lag_summary", "lag-summary");
  }

  static Item member(Asked asked, String group, Group.Member member) {
    return about(asked, CONSUMER, group, consumer(asked, group, member.id()))
        .with("consumer_id", member.id())
        .with("instance_id", member.instance())
        .with("client_id", member.client())
        .leads("assignments", "assignments");
  }

  static Item assignment(Asked asked, String group, Group.Member member, TopicPartition partition) {
    var place = in(consumer(asked, group, member.id()), "assignments", "assignment", partition);
    return about(asked, ASSIGNMENT, group, place)
        .with("consumer_id", member.id())
        .with("topic_name", partition.topic())
        .with("partition_id", partition.partition())
        .related("partition", partition(asked, partition))
        .related("lag", lag(asked, group, partition).address());
  }

  static Item lag(Asked asked, String group, Lag lag) {
    var member = lag.member();
    return about(asked, LAG, group, lag(asked, group, lag.partition()))
        .with("topic_name", lag.partition().topic())
        .with("partition_id", lag.partition().partition())
        .with("consumer_id", member == null ? "" : member.id())
        .with("instance_id", member == null ? null : member.instance())
        .with("client_id", member == null ? "" : member.client())
        .with("current_offset", lag.current())
        .with("log_end_offset", lag.end())
        .with("lag", lag.messages());
  }

  /// @param lags the greatest first
  static Item summary(Asked asked, String group, List<Lag> lags) {
    var most = lags.isEmpty() ? null : lags.getFirst();
    var partition = most == null ? null : most.partition();
    var member = most == null ? null : most.member();
    return about(asked, SUMMARY, group, asked.group(group).only("lag-summary"))
        .with("max_lag", most == null ? 0 : most.messages())
        .with("total_lag", lags.stream().mapToLong(Lag::messages).sum())
        .with("max_lag_consumer_id", member == null ? "" : member.id())
        .with("max_lag_client_id", member == null ? "" : member.client())
        .with("max_lag_instance_id", member == null ? null : member.instance())
        .with("max_lag_topic_name", partition == null ? "" : partition.topic())
        .with("max_lag_partition_id", partition == null ? null : partition.partition())
        .related(
            "max_lag_consumer",
            member == null ? null : consumer(asked, group, member.id()).address())
        .related("max_lag_partition", partition(asked, partition));
  }

  private static Item about(Asked asked, String kind, String group, Place place) {
    return new Item(kind, place).with("cluster_id", asked.id()).with("consumer_group_id", group);
  }

  private static Place consumer(Asked asked, String group, String id) {
    return asked.group(group).one("consumers", "consumer", id);
  }

  private static Place lag(Asked asked, String group, TopicPartition partition) {
    return in(asked.group(group), "lags", "lag", partition);
  }

  private static Place in(Place place, String many, String one, TopicPartition partition) {
    return place
        .one(many, one, partition.topic())
        .one("partitions", "partition", partition.partition());
  }

  private static @Nullable String partition(Asked asked, @Nullable TopicPartition partition) {
    if (partition == null) return null;
    return in(asked.cluster(), "topics", "topic", partition).address();
  }
}
