package dev.weir.cli.groups;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Group;
import dev.weir.cli.cluster.Groups;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import dev.weir.cli.terminal.View;
import dev.weir.cli.terminal.Watch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir groups describe`.
@Command(
    name = "describe",
    description = "Show where a group is in each partition, and who reads it.",
    footer = {
      "",
      "-o name prints TOPIC:PARTITION, as 'weir groups reset --topic' takes it.",
      "Ends with 0; 3: no such group; 5: Kafka cannot be reached.",
      "",
      "Example: weir groups describe billing"
    })
final class DescribeCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private Watch watch = new Watch();

  @Parameters(paramLabel = "GROUP", description = "The group.")
  private String name = "";

  @Override
  public Integer call() {
    return cluster.ask(admin ->
        watch.run(
            io,
            output,
            () -> {
              var groups = Groups.named(admin, List.of(name));
              output.print(io, new Described(groups.getFirst(), Look.at(admin, groups)));
              return ExitCode.OK;
            }));
  }

  /// A group with its partitions.
  private record Described(Group group, Look look) implements View {
    @Override
    public void table(Io io) {
      io.say(
          "%s: %s%s, %s, %d %s, coordinator %s"
              .formatted(
                  group.name(),
                  group.type(),
                  group.protocol().isEmpty() ? "" : " (" + group.protocol() + ")",
                  group.state(),
                  group.members().size(),
                  group.members().size() == 1 ? "member" : "members",
                  group.coordinator()));
      partitions("topic", "partition", "committed", "end", "lag", "member", "host", "clientId")
          .table(io);
    }

    private Listing partitions(String... columns) {
      var listing = Listing.of(columns);
      for (var one : look.partitions(group)) {
        var member = member(one);
        listing.row(
            one.topic(),
            one.partition(),
            look.committed(group, one),
            look.ends().get(one),
            look.lag(group, one),
            member == null ? null : member.id(),
            member == null ? null : member.host(),
            member == null ? null : member.client());
      }
      return listing;
    }

    private Group.@Nullable Member member(TopicPartition partition) {
      return group.members().stream()
          .filter(member -> member.partitions().contains(partition))
          .findFirst()
          .orElse(null);
    }

    @Override
    public Map<String, @Nullable Object> tree() {
      var tree = new LinkedHashMap<String, @Nullable Object>();
      tree.put("group", group.name());
      tree.put("type", group.type().toString());
      tree.put("protocol", GroupsListCommand.known(group.protocol()));
      tree.put("state", group.state().toString());
      tree.put("coordinator", GroupsListCommand.known(group.coordinator()));
      tree.put("members", group.members().size());
      tree.put("lag", look.lag(group, look.partitions(group)));
      tree.put(
          "partitions",
          partitions("topic", "partition", "committed", "end", "lag", "member", "host", "clientId")
              .tree());
      return tree;
    }

    @Override
    public List<String> names() {
      return look.partitions(group).stream()
          .map(one -> one.topic() + ":" + one.partition())
          .toList();
    }
  }
}
