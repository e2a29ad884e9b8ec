package dev.weir.cli.groups;

import dev.weir.cli.cluster.Groups;
import dev.weir.cli.cluster.Offsets;
import dev.weir.cli.cluster.Point;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/// Finds out where a group would be set to. Never before the first message of a partition, nor
/// behind the last one.
final class Planning {
  private static final String GROUP = "group:";

  private final Admin admin;
  private final String group;
  private final Map<TopicPartition, Long> committed;

  Planning(Admin admin, String group, Map<TopicPartition, Long> committed) {
    this.admin = admin;
    this.group = group;
    this.committed = committed;
  }

  /// @param to a [Point], or `group:NAME`
  /// @param topics each `TOPIC` or `TOPIC:PARTITION,…`; none is all that the group has committed
  ResetPlan to(String to, List<String> topics) throws ExecutionException, InterruptedException {
    var point = to.startsWith(GROUP) ? new Point.Committed() : point(to);
    var partitions = topics.isEmpty() ? committed() : named(topics);
    var there = committed;
    if (to.startsWith(GROUP)) {
      var others = others(to.substring(GROUP.length()));
      partitions = partitions.stream().filter(others::containsKey).collect(Collectors.toSet());
      if (partitions.isEmpty()) throw nothing(to, "that group has committed nothing there");
      there = others;
    }
    var targets = new Offsets(admin, partitions).of(point, there);
    return ResetPlan.of(committed, targets);
  }

  /// To these offsets.
  ResetPlan to(Map<TopicPartition, Long> wanted) throws ExecutionException, InterruptedException {
    exist(wanted.keySet());
    var targets = new Offsets(admin, wanted.keySet()).of(new Point.Committed(), wanted);
    return ResetPlan.of(committed, targets);
  }

  private static Point point(String text) {
    try {
      return Point.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Failure(
          ExitCode.USAGE,
          "Nothing was done",
          String.valueOf(e.getMessage()),
          "Or say --to group:NAME, for where another group is.",
          e);
    }
  }

  private Map<TopicPartition, Long> others(String name)
      throws ExecutionException, InterruptedException {
    var named = Groups.named(admin, List.of(name));
    return Groups.committed(admin, named).getOrDefault(name, Map.of());
  }

  /// Those that are still there.
  private Collection<TopicPartition> committed() throws ExecutionException, InterruptedException {
    var topics = committed.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
    var there =
        Topics.present(admin, topics).values().stream()
            .flatMap(topic -> Topics.led(topic).stream())
            .filter(committed::containsKey)
            .toList();
    if (there.isEmpty()) throw nothing("its topics", "it has committed nothing");
    return there;
  }

  private Failure nothing(String where, String why) {
    return new Failure(
        ExitCode.NOT_FOUND,
        "Group '%s' cannot be set by %s".formatted(group, where),
        why,
        "Name what to set, --topic TOPIC.");
  }

  private Set<TopicPartition> named(List<String> topics)
      throws ExecutionException, InterruptedException {
    var partitions = new LinkedHashSet<TopicPartition>();
    for (var text : topics) {
      var colon = text.lastIndexOf(':');
      if (colon < 0) {
        partitions.addAll(Topics.partitions(admin, List.of(text)));
      } else {
        for (var number : List.of(text.substring(colon + 1).split(",", -1))) {
          partitions.add(new TopicPartition(text.substring(0, colon), number(text, number)));
        }
      }
    }
    exist(partitions);
    return partitions;
  }

  private static int number(String text, String number) {
    if (number.matches("\\d{1,9}")) return Integer.parseInt(number);
    throw new Failure(
        ExitCode.USAGE,
        "Nothing was done",
        "'%s' is not TOPIC or TOPIC:PARTITION,…".formatted(text),
        "Write --topic rides:0,2.");
  }

  private void exist(Set<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    var topics = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    var there = new LinkedHashSet<>(Topics.partitions(admin, topics));
    for (var one : partitions) {
      if (there.contains(one)) continue;
      throw new Failure(
          ExitCode.NOT_FOUND,
          "Nothing was done",
          "topic '%s' has no partition %d".formatted(one.topic(), one.partition()),
          "'weir topics describe %s' shows those it has.".formatted(one.topic()));
    }
  }
}
