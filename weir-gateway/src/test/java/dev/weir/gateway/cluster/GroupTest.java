package dev.weir.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberAssignment;
import org.apache.kafka.clients.admin.StreamsGroupMemberAssignment.TaskIds;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription.TopicInfo;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GroupTest {
  private static final Node BROKER = new Node(1, "kafka", 9092);

  @Test
  void a_group_of_the_new_protocol_with_a_member_of_the_old_one_is_mixed() {
    assertThat(Group.of(consumers(member("b", true), member("a", true))).facts().mixed()).isFalse();
    assertThat(Group.of(consumers(member("b", true), member("a", false))).facts().mixed()).isTrue();
  }

  @Test
  void members_come_in_the_order_of_their_ids_and_partitions_in_that_of_their_topics() {
    var group = Group.of(consumers(member("b", true), member("a", true)));

    assertThat(group.members()).extracting(Group.Member::id).containsExactly("a", "b");
    assertThat(group.members().getFirst().partitions())
        .extracting(TopicPartition::toString)
        .containsExactly("rides-2", "rides-10", "taxis-0");
  }

  @Test
  void a_member_of_streams_reads_the_sources_of_its_tasks() {
    var info = new TopicInfo(2, 1, Map.of());
    var part =
        new StreamsGroupSubtopologyDescription(
            "0", List.of("rides"), List.of(), Map.of(), Map.of("between", info));
    var group =
        new StreamsGroupDescription(
            "s",
            1,
            1,
            1,
            List.of(part),
            List.of(streamsMember()),
            GroupState.NOT_READY,
            BROKER,
            Set.of());

    var streams = Group.of(group);

    assertThat(streams.type()).isEqualTo(GroupType.STREAMS);
    assertThat(streams.facts().state()).isEqualTo("NOT_READY");
    assertThat(streams.facts().mixed()).isTrue();
    assertThat(streams.owners().keySet())
        .containsExactlyInAnyOrder(
            new TopicPartition("rides", 0), new TopicPartition("between", 0));
  }

  private static ConsumerGroupDescription consumers(MemberDescription... members) {
    return new ConsumerGroupDescription(
        "g",
        false,
        List.of(members),
        "uniform",
        GroupType.CONSUMER,
        GroupState.STABLE,
        BROKER,
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static MemberDescription member(String id, boolean upgraded) {
    var partitions =
        Set.of(
            new TopicPartition("taxis", 0),
            new TopicPartition("rides", 10),
            new TopicPartition("rides", 2));
    return new MemberDescription(
        id,
        Optional.empty(),
        Optional.empty(),
        "client",
        "host",
        new MemberAssignment(partitions),
        Optional.empty(),
        Optional.empty(),
        Optional.of(upgraded));
  }

  private static StreamsGroupMemberDescription streamsMember() {
    var tasks =
        new StreamsGroupMemberAssignment(
            List.of(new TaskIds("0", List.of(0)), new TaskIds("unknown", List.of(1))),
            List.of(),
            List.of());
    return new StreamsGroupMemberDescription(
        "m",
        1,
        Optional.empty(),
        Optional.empty(),
        "client",
        "host",
        1,
        "process",
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of(),
        tasks,
        tasks,
        true);
  }
}
