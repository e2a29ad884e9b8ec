package dev.weir.gateway.cluster;

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
import org.apache.kafka.clients.admin.ShareMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A group of any type, as Kafka describes it. Pure.
///
/// @param members in the order of their ids
public record Group(String id, GroupType type, Facts facts, List<Member> members) {
  private static final Comparator<TopicPartition> BY_TOPIC =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /// What is known of it.
  ///
  /// @param simple whether it only has offsets, and Kafka shares out no partitions
  /// @param assignor who shares out the partitions; empty for nobody at present
  /// @param mixed whether members speak the old protocol in a group of the new one
  public record Facts(
      String state, boolean simple, String assignor, boolean mixed, @Nullable Node coordinator) {
    /// Of a group that is not simple, and has no assignor that Kafka would tell.
    static Facts of(GroupState state, boolean mixed, Node coordinator) {
      return new Facts(state.name(), false, "", mixed, coordinator);
    }
  }

  /// One of its members.
  ///
  /// @param instance its name that stays, or null
  /// @param host from where it speaks to Kafka
  public record Member(
      String id,
      @Nullable String instance,
      String client,
      String host,
      Collection<TopicPartition> partitions) {}

  public Group {
    members = members.stream().sorted(Comparator.comparing(Member::id)).toList();
  }

  static Group of(ConsumerGroupDescription group) {
    var mixed =
        group.type() == GroupType.CONSUMER
            && group.members().stream().anyMatch(member -> !member.upgraded().orElse(true));
    var facts =
        new Facts(
            group.groupState().name(),
            group.isSimpleConsumerGroup(),
            group.partitionAssignor(),
            mixed,
            group.coordinator());
    return new Group(group.groupId(), group.type(), facts, members(group.members()));
  }

  static Group of(ClassicGroupDescription group) {
    var facts =
        new Facts(
            group.state().name(),
            group.isSimpleConsumerGroup(),
            group.protocolData(),
            false,
            group.coordinator());
    return new Group(group.groupId(), GroupType.CLASSIC, facts, members(group.members()));
  }

  static Group of(ShareGroupDescription group) {
    var facts = Facts.of(group.groupState(), false, group.coordinator());
    var members = group.members().stream().map(Group::member).toList();
    return new Group(group.groupId(), GroupType.SHARE, facts, members);
  }

  static Group of(StreamsGroupDescription group) {
    var sources =
        group.subtopologies().stream()
            .collect(
                Collectors.toMap(
                    StreamsGroupSubtopologyDescription::subtopologyId, Group::sources));
    var mixed = group.members().stream().anyMatch(StreamsGroupMemberDescription::isClassic);
    var facts = Facts.of(group.groupState(), mixed, group.coordinator());
    var members = group.members().stream().map(member -> member(member, sources)).toList();
    return new Group(group.groupId(), GroupType.STREAMS, facts, members);
  }

  private static Member member(ShareMemberDescription member) {
    var partitions = sorted(member.assignment().topicPartitions());
    return new Member(member.consumerId(), null, member.clientId(), member.host(), partitions);
  }

  private static Member member(
      StreamsGroupMemberDescription member, Map<String, Set<String>> sources) {
    var partitions = new TreeSet<>(BY_TOPIC);
    for (var tasks : member.assignment().activeTasks()) {
      for (var topic : sources.getOrDefault(tasks.subtopologyId(), Set.of())) {
        for (var number : tasks.partitions()) partitions.add(new TopicPartition(topic, number));
      }
    }
    var instance = member.instanceId().orElse(null);
    return new Member(
        member.memberId(), instance, member.clientId(), member.clientHost(), partitions);
  }

  private static Set<String> sources(StreamsGroupSubtopologyDescription part) {
    var topics = new TreeSet<>(part.sourceTopics());
    topics.addAll(part.repartitionSourceTopics().keySet());
    return topics;
  }

  private static List<Member> members(Collection<MemberDescription> members) {
    return members.stream().map(Group::member).toList();
  }

  private static Member member(MemberDescription member) {
    var instance = member.groupInstanceId().orElse(null);
    var partitions = sorted(member.assignment().topicPartitions());
    return new Member(member.consumerId(), instance, member.clientId(), member.host(), partitions);
  }

  private static Collection<TopicPartition> sorted(Collection<TopicPartition> partitions) {
    return partitions.stream().sorted(BY_TOPIC).toList();
  }

  /// Who has which partition.
  public Map<TopicPartition, Member> owners() {
    var owners = new HashMap<TopicPartition, Member>();
    for (var member : members) {
      for (var partition : member.partitions()) owners.put(partition, member);
    }
    return owners;
  }
}
