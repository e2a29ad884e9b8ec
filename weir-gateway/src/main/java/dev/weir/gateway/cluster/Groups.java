package dev.weir.gateway.cluster;

import static java.util.stream.Collectors.toList;

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
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
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
public record Groups(Cluster cluster, Topics topics) {
  /// In the order of their ids.
  public List<Group> all() {
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
  public Group one(String id) {
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
  public List<Lag> lags(Group group) {
    var committed = committed(List.of(group)).getOrDefault(group.id(), Map.of());
    var ends = ends(committed.keySet());
    var owners = group.owners();
    var lags = new ArrayList<Lag>();
    committed.forEach((partition, offset) -> {
      var end = ends.get(partition);
      if (end == null) return;
      lags.add(new Lag(partition, owners.get(partition), offset, end));
    });
    lags.sort(Lag.GREATEST_FIRST);
    return lags;
  }

  /// The offsets that their next messages will have, of those partitions that are there.
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest());
  }

  /// The offsets of their first messages, of those partitions that are there.
  public Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.earliest());
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, OffsetSpec question) {
    var wanted = new HashMap<TopicPartition, OffsetSpec>();
    var present = present(partitions);
    for (var partition : partitions) {
      if (present.contains(partition)) wanted.put(partition, question);
    }
    var offsets = new HashMap<TopicPartition, Long>();
    found(wanted).forEach((partition, result) -> offsets.put(partition, result.offset()));
    return offsets;
  }

  /// What Kafka finds in partitions that are there.
  public Map<TopicPartition, ListOffsetsResultInfo> found(Map<TopicPartition, OffsetSpec> wanted) {
    return wanted.isEmpty() ? Map.of() : cluster.ask(admin -> admin.listOffsets(wanted).all());
  }

  /// All partitions of these topics, where they are there and somebody leads them.
  public Set<TopicPartition> partitions(Collection<String> names) {
    var present = new HashSet<TopicPartition>();
    if (names.isEmpty()) return present;
    for (TopicDescription topic : topics.topics(names, false)) {
      for (var partition : topic.partitions()) {
        if (partition.leader() == null) continue;
        present.add(new TopicPartition(topic.name(), partition.partition()));
      }
    }
    return present;
  }

  /// Kafka would wait in vain for the end of a partition whose topic is gone, or that nobody leads.
  private Set<TopicPartition> present(Collection<TopicPartition> partitions) {
    return partitions(partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
  }

  /// What each group has committed: the offset that it would read next. A group that has gone
  /// meanwhile has nothing.
  public Map<String, Map<TopicPartition, Long>> committed(Collection<Group> groups) {
    var committed = new HashMap<String, Map<TopicPartition, Long>>();
    groups.stream()
        .collect(Collectors.groupingBy(Group::type, Collectors.mapping(Group::id, toList())))
        .forEach((type, ids) -> {
          var known =
              cluster.askAll(admin -> committed(admin, type, ids), GroupIdNotFoundException.class);
          for (var one : known) committed.put(one.group(), one.offsets());
        });
    return committed;
  }

  private record Committed(String group, Map<TopicPartition, Long> offsets) {}

  private static Collection<KafkaFuture<Committed>> committed(
      Admin admin, GroupType type, List<String> ids) {
    return switch (type) {
      case SHARE -> started(admin, ids);
      case STREAMS -> {
        var all = admin.listStreamsGroupOffsets(each(ids, new ListStreamsGroupOffsetsSpec()));
        yield known(ids, all::partitionsToOffsetAndMetadata, OffsetAndMetadata::offset);
      }
      case CONSUMER, CLASSIC, UNKNOWN -> {
        var all = admin.listConsumerGroupOffsets(each(ids, new ListConsumerGroupOffsetsSpec()));
        yield known(ids, all::partitionsToOffsetAndMetadata, OffsetAndMetadata::offset);
      }
    };
  }

  /// A group that shares partitions commits single messages; all before the start are done.
  private static Collection<KafkaFuture<Committed>> started(Admin admin, List<String> ids) {
    var all = admin.listShareGroupOffsets(each(ids, new ListShareGroupOffsetsSpec()));
    return known(ids, all::partitionsToOffsetInfo, offset -> offset.startOffset());
  }

  private static <T> Map<String, T> each(List<String> ids, T question) {
    return ids.stream().collect(Collectors.toMap(id -> id, _ -> question));
  }

  private static <T> Collection<KafkaFuture<Committed>> known(
      List<String> ids,
      Function<String, KafkaFuture<Map<TopicPartition, T>>> answer,
      Function<T, Long> number) {
    return ids.stream()
        .map(id -> answer.apply(id).thenApply(offsets -> new Committed(id, known(offsets, number))))
        .toList();
  }

  /// Sets a group elsewhere. Kafka refuses it while somebody is in the group.
  public void commit(String group, Map<TopicPartition, Long> offsets) {
    var wanted = new HashMap<TopicPartition, OffsetAndMetadata>();
    offsets.forEach((partition, offset) -> wanted.put(partition, new OffsetAndMetadata(offset)));
    cluster.ask(admin -> admin.alterConsumerGroupOffsets(group, wanted).all());
  }

  /// Forgets a group. Kafka refuses it while somebody is in it.
  public void delete(Group group) {
    var ids = List.of(group.id());
    cluster.ask(admin ->
        switch (group.type()) {
          case SHARE -> admin.deleteShareGroups(ids).all();
          case STREAMS -> admin.deleteStreamsGroups(ids).all();
          case CONSUMER, CLASSIC, UNKNOWN -> admin.deleteConsumerGroups(ids).all();
        });
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
