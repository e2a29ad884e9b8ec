package dev.weir.gateway.rest.v3;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A group of any type, as Kafka describes it. Pure.
///
/// @param simple whether it only has offsets, and Kafka shares out no partitions
/// @param assignor who shares out the partitions; empty for nobody at present
/// @param mixed whether members speak the old protocol in a group of the new one
record Group(
    String id,
    GroupType type,
    String state,
    boolean simple,
    String assignor,
    boolean mixed,
    @Nullable Node coordinator,
    List<Member> members) {
  private static final Comparator<TopicPartition> BY_TOPIC =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /// One of its members.
  ///
  /// @param instance its name that stays, or null
  record Member(
      String id, @Nullable String instance, String client, Collection<TopicPartition> partitions) {}

  Group {
    members = members.stream().sorted(Comparator.comparing(Member::id)).toList();
  }

  static Group of(ConsumerGroupDescription group) {
    var mixed =
        group.type() == GroupType.CONSUMER
            && group.members().stream().anyMatch(member -> !member.upgraded().orElse(true));
    return new Group(
        group.groupId(),
        group.type(),
        group.groupState().name(),
        group.isSimpleConsumerGroup(),
        group.partitionAssignor(),
        mixed,
        group.coordinator(),
        members(group.members()));
  }

  static Group of(ClassicGroupDescription group) {
    return new Group(
        group.groupId(),
        GroupType.CLASSIC,
        group.state().name(),
        group.isSimpleConsumerGroup(),
        group.protocolData(),
        false,
        group.coordinator(),
        members(group.members()));
  }

  static Group of(ShareGroupDescription group) {
    return new Group(
        group.groupId(),
        GroupType.SHARE,
        group.groupState().name(),
        false,
        "",
        false,
        group.coordinator(),
        group.members().stream()
            .map(one ->
                new Member(
                    one.consumerId(),
                    null,
                    one.clientId(),
                    sorted(one.assignment().topicPartitions())))
            .toList());
  }

  static Group of(StreamsGroupDescription group) {
    var sources =
        group.subtopologies().stream()
            .collect(
                Collectors.toMap(
                    StreamsGroupSubtopologyDescription::subtopologyId, Group::sources));
    return new Group(
        group.groupId(),
        GroupType.STREAMS,
        group.groupState().name(),
        false,
        "",
        group.members().stream().anyMatch(StreamsGroupMemberDescription::isClassic),
        group.coordinator(),
        group.members().stream().map(member -> member(member, sources)).toList());
  }

  private static Member member(
      StreamsGroupMemberDescription member, Map<String, Set<String>> sources) {
    var partitions = new TreeSet<>(BY_TOPIC);
    for (var tasks : member.assignment().activeTasks()) {
      for (var topic : sources.getOrDefault(tasks.subtopologyId(), Set.of())) {
        for (var number : tasks.partitions()) partitions.add(new TopicPartition(topic, number));
      }
    }
    return new Member(
        member.memberId(), member.instanceId().orElse(null), member.clientId(), partitions);
  }

  private static Set<String> sources(StreamsGroupSubtopologyDescription part) {
    var topics = new TreeSet<>(part.sourceTopics());
    topics.addAll(part.repartitionSourceTopics().keySet());
    return topics;
  }

  private static List<Member> members(Collection<MemberDescription> members) {
    return members.stream()
        .map(one ->
            new Member(
                one.consumerId(),
                one.groupInstanceId().orElse(null),
                one.clientId(),
                sorted(one.assignment().topicPartitions())))
        .toList();
  }

  private static Collection<TopicPartition> sorted(Collection<TopicPartition> partitions) {
    return partitions.stream().sorted(BY_TOPIC).toList();
  }

  /// Who has which partition.
  Map<TopicPartition, Member> owners() {
    var owners = new HashMap<TopicPartition, Member>();
    for (var member : members) {
      for (var partition : member.partitions()) owners.put(partition, member);
    }
    return owners;
  }
}
