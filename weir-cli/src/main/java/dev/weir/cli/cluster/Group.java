package dev.weir.cli.cluster;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;

/// Consumers that share their work, as Kafka knows them.
///
/// @param protocol what the members agreed on: an assignor such as `range` or `uniform`, else the
///   kind of members, such as `consumer`, `connect` or `share`; empty where nobody ever joined
/// @param coordinator the broker that leads it, `host:port`
public record Group(
    String name,
    GroupType type,
    String protocol,
    GroupState state,
    String coordinator,
    List<Member> members) {

  /// One that is there now.
  public record Member(String id, String client, String host, Set<TopicPartition> partitions) {
    /// Kafka writes a host as `/127.0.0.1`.
    public Member {
      host = host.startsWith("/") ? host.substring(1) : host;
    }

    @Override
    public String toString() {
      return "%s (%s, %s)".formatted(id, client, host);
    }
  }

  /// Whether someone is in it, who would be surprised by a change.
  public boolean live() {
    return !members.isEmpty();
  }

  public String membersAsText() {
    return members.stream().map(Member::toString).collect(Collectors.joining(", "));
  }
}
