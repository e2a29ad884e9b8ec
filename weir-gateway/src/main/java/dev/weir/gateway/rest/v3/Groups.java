package dev.weir.gateway.rest.v3;

import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.cluster.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// What Kafka says of its groups, of whatever type. Any thread; blocks, and throws what Kafka
/// answers.
///
/// Kafka describes each type by a call of its own, and says of the others' that they are not there.
record Groups(Cluster cluster, Topics topics) {
  /// In the order of their ids.
  List<Group> all() {
    var byKind =
        cluster.ask(admin -> admin.listGroups().all()).stream()
            .collect(
                Collectors.groupingBy(
                    Kind::of, Collectors.mapping(GroupListing::groupId, Collectors.toList())));
    var groups = new ArrayList<Group>();
    byKind.forEach((kind, ids) -> groups.addAll(described(kind, ids)));
    groups.sort(Comparator.comparing(Group::id));
    return groups;
  }

  /// Nearly always it is one of consumers.
  Group one(String id) {
    var consumers = described(Kind.CONSUMERS, List.of(id));
    if (!consumers.isEmpty()) return consumers.getFirst();
    return cluster.ask(admin -> admin.listGroups().all()).stream()
        .filter(group -> group.groupId().equals(id))
        .flatMap(group -> described(Kind.of(group), List.of(id)).stream())
        .findAny()
        .orElseThrow(
            () -> new GroupIdNotFoundException("Consumer group %s not found".formatted(id)));
  }

  private List<Group> described(Kind kind, List<String> ids) {
    return cluster.askAll(admin -> kind.describe(admin, ids), GroupIdNotFoundException.class);
  }

  /// Of all partitions that have a committed offset, the greatest first.
  List<Lag> lags(Group group) {
    var committed = committed(group);
    committed.keySet().retainAll(present(committed.keySet()));
    if (committed.isEmpty()) return List.of();
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    for (var partition : committed.keySet()) latest.put(partition, OffsetSpec.latest());
    var ends = cluster.ask(admin -> admin.listOffsets(latest).all());
    var owners = group.owners();
    var lags = new ArrayList<Lag>();
    committed.forEach((partition, offset) -> {
      var end = ends.get(partition);
      if (end == null) return;
      lags.add(new Lag(partition, owners.get(partition), offset, end.offset()));
    });
    lags.sort(Lag.GREATEST_FIRST);
    return lags;
  }

  /// Kafka would wait in vain for the end of a partition whose topic is gone.
  private Set<TopicPartition> present(Set<TopicPartition> partitions) {
    var names = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    if (names.isEmpty()) return Set.of();
    var present = new HashSet<TopicPartition>();
    for (TopicDescription topic : topics.topics(names, false)) {
      for (var partition : topic.partitions()) {
        present.add(new TopicPartition(topic.name(), partition.partition()));
      }
    }
    return present;
  }

  private Map<TopicPartition, Long> committed(Group group) {
    var id = group.id();
    if (group.type() == GroupType.SHARE) return started(id);
    var offsets =
        cluster.ask(admin ->
            group.type() == GroupType.STREAMS
                ? admin
                    .listStreamsGroupOffsets(Map.of(id, new ListStreamsGroupOffsetsSpec()))
                    .partitionsToOffsetAndMetadata(id)
                : admin
                    .listConsumerGroupOffsets(Map.of(id, new ListConsumerGroupOffsetsSpec()))
                    .partitionsToOffsetAndMetadata(id));
    return known(offsets, OffsetAndMetadata::offset);
  }

  /// A group that shares partitions commits single messages; all before the start are done.
  private Map<TopicPartition, Long> started(String id) {
    var offsets =
        cluster.ask(admin ->
            admin
                .listShareGroupOffsets(Map.of(id, new ListShareGroupOffsetsSpec()))
                .partitionsToOffsetInfo(id));
    return known(offsets, offset -> offset.startOffset());
  }

  /// Without those that Kafka has no offset of.
  private static <T> Map<TopicPartition, Long> known(
      Map<TopicPartition, T> offsets, Function<T, Long> number) {
    var known = new HashMap<TopicPartition, Long>();
    offsets.forEach((partition, offset) -> {
      if (offset != null && number.apply(offset) >= 0) {
        known.put(partition, number.apply(offset));
      }
    });
    return known;
  }

  /// How Kafka is asked for a group.
  private enum Kind {
    CONSUMERS {
      @Override
      Collection<KafkaFuture<Group>> describe(Admin admin, List<String> ids) {
        return all(admin.describeConsumerGroups(ids).describedGroups(), Group::of);
      }
    },
    /// Of the old protocol and not of consumers, such as the workers of Kafka Connect.
    OTHERS {
      @Override
      Collection<KafkaFuture<Group>> describe(Admin admin, List<String> ids) {
        return all(admin.describeClassicGroups(ids).describedGroups(), Group::of);
      }
    },
    SHARE {
      @Override
      Collection<KafkaFuture<Group>> describe(Admin admin, List<String> ids) {
        return all(admin.describeShareGroups(ids).describedGroups(), Group::of);
      }
    },
    STREAMS {
      @Override
      Collection<KafkaFuture<Group>> describe(Admin admin, List<String> ids) {
        return all(admin.describeStreamsGroups(ids).describedGroups(), Group::of);
      }
    };

    abstract Collection<KafkaFuture<Group>> describe(Admin admin, List<String> ids);

    static Kind of(GroupListing group) {
      return switch (group.type().orElse(GroupType.CLASSIC)) {
        case SHARE -> SHARE;
        case STREAMS -> STREAMS;
        case CONSUMER -> CONSUMERS;
        case CLASSIC, UNKNOWN ->
            group.isSimpleConsumerGroup() || group.protocol().equals("consumer")
                ? CONSUMERS
                : OTHERS;
      };
    }

    private static <T> Collection<KafkaFuture<Group>> all(
        Map<String, KafkaFuture<T>> described, Function<T, Group> group) {
      var groups = new ArrayList<KafkaFuture<Group>>();
      for (var one : described.values()) groups.add(one.thenApply(group::apply));
      return groups;
    }
  }
}
