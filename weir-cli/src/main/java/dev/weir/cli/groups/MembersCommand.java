package dev.weir.cli.groups;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Groups;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import dev.weir.cli.terminal.Watch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir groups members`.
@Command(
    name = "members",
    description = "Show who is in a group, and what each of them reads.",
    footer = {
      "",
      "Ends with 0; 3: no such group; 5: Kafka cannot be reached.",
      "",
      "Example: weir groups members billing"
    })
final class MembersCommand implements Callable<Integer> {
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
              var listing = Listing.of("member", "clientId", "host", "partitions", "assignment");
              for (var member : Groups.named(admin, List.of(name)).getFirst().members()) {
                listing.row(
                    member.id(),
                    member.client(),
                    member.host(),
                    member.partitions().size(),
                    assignment(member.partitions()));
              }
              output.print(io, listing);
              return ExitCode.OK;
            }));
  }

  /// `rides:0,1`, for each topic.
  private static Listing.Cell assignment(Collection<TopicPartition> partitions) {
    var topics = new TreeMap<String, TreeSet<Integer>>();
    for (var one : partitions) {
      topics.computeIfAbsent(one.topic(), _ -> new TreeSet<>()).add(one.partition());
    }
    var texts = new ArrayList<String>();
    topics.forEach((topic, numbers) ->
        texts.add(
            topic + ":" + numbers.stream().map(String::valueOf).collect(Collectors.joining(","))));
    return new Listing.Cell(texts, texts.isEmpty() ? "-" : String.join(" ", texts));
  }
}
