package dev.weir.cli.topics;

import static java.util.stream.Collectors.toMap;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Offsets;
import dev.weir.cli.cluster.Point;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.Confirm;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.PolicyViolationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir topics trim`.
@Command(
    name = "trim",
    description = "Delete a topic's oldest messages. It asks, or takes --yes.",
    footer = {
      "",
      "Ends with 0 when they are gone; 1: the answer was not yes, or Kafka refused it; 2: nobody was"
          + " there to be asked, nothing was done; 3: no such topic.",
      "",
      "Example: weir topics trim rides --before -7d --dry-run"
    })
final class TrimCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private Confirm confirm = new Confirm();

  @Parameters(paramLabel = "NAME", description = "The topic.")
  private String name = "";

  @Option(
      names = "--before",
      required = true,
      paramLabel = "POINT",
      description = "Messages before it go: end, 120, -10, -7d, 2026-11-21T10:00.")
  private Point before = new Point.Start();

  @Option(names = "--dry-run", description = "Only show what would go.")
  private boolean dryRun;

  @Override
  public Integer call() {
    if (!dryRun) cluster.mayWrite("delete messages");
    return cluster.ask(this::trim);
  }

  private int trim(Admin admin) throws ExecutionException, InterruptedException {
    var offsets = new Offsets(admin, Topics.partitions(admin, List.of(name)));
    var starts = offsets.starts();
    var ends = offsets.ends();
    Map<TopicPartition, Long> wanted =
        new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
    wanted.putAll(offsets.of(before, Map.of()));
    var going = Listing.of("topic", "partition", "start", "newStart", "end", "deleted");
    var sum = 0L;
    for (var one : wanted.entrySet()) {
      var start = starts.getOrDefault(one.getKey(), 0L);
      var end = ends.getOrDefault(one.getKey(), 0L);
      going.row(name, one.getKey().partition(), start, one.getValue(), end, one.getValue() - start);
      sum += one.getValue() - start;
    }
    output.print(io, going);
    if (dryRun || sum == 0) {
      io.say(Words.count(sum, "message") + " would go; nothing was done");
      return ExitCode.OK;
    }
    confirm.ask(
        io, "%s of topic '%s' will be deleted".formatted(Words.count(sum, "message"), name));
    delete(admin, wanted);
    io.say("deleted " + Words.count(sum, "message"));
    return ExitCode.OK;
  }

  private void delete(Admin admin, Map<TopicPartition, Long> wanted)
      throws ExecutionException, InterruptedException {
    var upTo =
        wanted.entrySet().stream()
            .collect(toMap(Map.Entry::getKey, one -> RecordsToDelete.beforeOffset(one.getValue())));
    try {
      admin.deleteRecords(upTo).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof PolicyViolationException)) throw e;
      throw new Failure(
          ExitCode.FAILED,
          "Topic '%s' was not trimmed".formatted(name),
          "it is compacted alone, and Kafka trims only what it may delete",
          "Let it, 'weir topics alter %s -c cleanup.policy=compact,delete', or send tombstones."
              .formatted(name),
          e);
    }
  }
}
