package dev.weir.cli.topics;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir topics create`.
@Command(
    name = "create",
    description = "Create topics.",
    footer = {
      "",
      "Ends with 0 when all are there; 1: one is there already; 2: Kafka does not take the settings;"
          + " 3: the topic of --from is not there.",
      "",
      "Example: weir topics create rides -p 15 -r 3 -c retention.ms=86400000"
    })
final class CreateCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "The topics.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = {"-p", "--partitions"},
      paramLabel = "COUNT",
      description = "Partitions (default: the broker's num.partitions).")
  private @Nullable Integer partitions;

  @Option(
      names = {"-r", "--replicas"},
      paramLabel = "COUNT",
      description = "Replicas (default: the broker's default.replication.factor).")
  private @Nullable Short replicas;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "KEY=VALUE",
      description = "A setting of the topic. May be repeated.")
  private Map<String, String> config = new LinkedHashMap<>();

  @Option(
      names = "--from",
      paramLabel = "TOPIC",
      description = "Take partitions, replicas and settings from this one, unless said otherwise.")
  private @Nullable String from;

  @Option(names = "--if-not-exists", description = "One that is there already is left as it is.")
  private boolean ifNotExists;

  @Option(names = "--dry-run", description = "Only ask Kafka whether it would.")
  private boolean dryRun;

  @Override
  public Integer call() {
    if (!dryRun) cluster.mayWrite("create a topic");
    return cluster.ask(this::create);
  }

  private int create(Admin admin) throws ExecutionException, InterruptedException {
    var template = new Template(partitions, replicas, config);
    var wanted = from == null ? template : template.over(Template.of(admin, from));
    var topics = new LinkedHashSet<>(names).stream().map(wanted::topic).toList();
    var options = new CreateTopicsOptions().validateOnly(dryRun);
    var asked = admin.createTopics(topics, options);
    Failure first = null;
    for (var topic : topics) {
      try {
        told(topic.name(), asked);
      } catch (Failure failure) {
        if (first != null) io.tell("weir: " + failure.getMessage());
        else first = failure;
      }
    }
    if (first != null) throw first;
    if (!dryRun) Settled.await(io, () -> areThere(admin));
    return ExitCode.OK;
  }

  private boolean areThere(Admin admin) throws ExecutionException, InterruptedException {
    return Topics.present(admin, names).values().stream()
            .filter(topic -> Topics.led(topic).size() == topic.partitions().size())
            .count()
        == Set.copyOf(names).size();
  }

  private void told(String name, CreateTopicsResult asked) throws InterruptedException {
    try {
      var made = asked.values().get(name);
      if (made != null) made.get();
      io.say("%s '%s'%s".formatted(dryRun ? "would create" : "created", name, size(name, asked)));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException && ifNotExists) {
        io.say("'%s' is there already, and was left as it is".formatted(name));
      } else {
        throw refused(name, e);
      }
    }
  }

  private static String size(String name, CreateTopicsResult asked) throws InterruptedException {
    try {
      return ": %s, %s"
          .formatted(
              Words.count(asked.numPartitions(name).get(), "partition"),
              Words.count(asked.replicationFactor(name).get(), "replica"));
    } catch (ExecutionException e) {
      return ""; // made by one who may not look at it
    }
  }

  private RuntimeException refused(String name, ExecutionException e) {
    var what = "Topic '%s' was not created".formatted(name);
    return switch (e.getCause()) {
      case TopicExistsException exists ->
          new Failure(
              ExitCode.FAILED,
              what,
              "it is there already",
              "Say --if-not-exists if that is fine; 'weir topics describe %s' shows it."
                  .formatted(name),
              exists);
      // Also of a name or replicas that cannot be.
      case InvalidConfigurationException wrong -> {
        ConfigKeys.check(what, config.keySet(), ConfigKeys.usual());
        yield ConfigKeys.refused(what, wrong);
      }
      case InvalidPartitionsException wrong -> ConfigKeys.refused(what, wrong);
      case null, default -> cluster.failure(e);
    };
  }
}
