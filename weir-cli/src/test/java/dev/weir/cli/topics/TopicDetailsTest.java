package dev.weir.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

final class TopicDetailsTest {
  private static final Node ONE = new Node(1, "one", 9092);
  private static final Node TWO = new Node(2, "two", 9092);

  @Test
  void only_partitions_with_a_replica_that_is_behind_are_shown() {
    var topic =
        new TopicDescription(
            "rides",
            false,
            List.of(
                new TopicPartitionInfo(0, ONE, List.of(ONE, TWO), List.of(ONE, TWO)),
                new TopicPartitionInfo(1, TWO, List.of(ONE, TWO), List.of(TWO)),
                new TopicPartitionInfo(2, Node.noNode(), List.of(ONE, TWO), List.of())));

    var behind = TopicDetails.behind(List.of(topic)).tree();

    assertThat(behind)
        .extracting(row -> row.get("partition"), row -> row.get("leader"), row -> row.get("inSync"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, 2, List.of(2)),
            org.assertj.core.groups.Tuple.tuple(2, null, List.of()));
  }
}
