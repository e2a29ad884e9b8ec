package dev.weir.cli.topics;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `weir topics describe`.
@Command(
    name = "describe",
    description = "Show topics: their partitions, and the settings that are their own.",
    footer = {
      "",
      "-o json and -o yaml have every setting, and where it comes from.",
      "Ends with 0; 3: no such topic; 5: Kafka cannot be reached.",
      "",
      "Example: weir topics describe rides"
    })
final class DescribeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();
  @Mixin private Cluster cluster = new Cluster();

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "The topics.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--under-replicated",
      description =
          "Only partitions with a replica that is behind; of all topics if none is named.")
  private boolean underReplicated;

  @Override
  public Integer call() {
    if (names.isEmpty() && !underReplicated) {
      throw new ParameterException(spec.commandLine(), "Which topics? Name them");
    }
    cluster.ask(admin -> {
      if (underReplicated) behind(admin);
      else output.print(io, new TopicDetails(details(admin)));
      return ExitCode.OK;
    });
    return ExitCode.OK;
  }

  private void behind(Admin admin) throws ExecutionException, InterruptedException {
    var wanted = names.isEmpty() ? Topics.names(admin, true) : new LinkedHashSet<>(names);
    var behind = TopicDetails.behind(Topics.described(admin, wanted).values());
    output.print(io, behind);
    if (behind.tree().isEmpty()) io.say("every replica is in sync");
  }

  private List<TopicDetails.Topic> details(Admin admin)
      throws ExecutionException, InterruptedException {
    var topics = Topics.described(admin, new LinkedHashSet<>(names));
    return details(admin, topics.values());
  }

  private static List<TopicDetails.Topic> details(
      Admin admin, Collection<org.apache.kafka.clients.admin.TopicDescription> topics)
      throws ExecutionException, InterruptedException {
    var led = topics.stream().flatMap(topic -> Topics.led(topic).stream()).toList();
    var offsets = new dev.weir.cli.cluster.Offsets(admin, led);
    var starts = offsets.starts();
    var ends = offsets.ends();
    var sizes = Sizes.of(admin, topics);
    var details = new ArrayList<TopicDetails.Topic>();
    for (var topic : topics) {
      var partitions =
          topic.partitions().stream()
              .map(one -> TopicDetails.Partition.of(topic.name(), one, starts, ends, sizes))
              .toList();
      var config = Template.config(admin, topic.name());
      details.add(
          new TopicDetails.Topic(topic.name(), topic.topicId().toString(), partitions, config));
    }
    return details;
  }
}
