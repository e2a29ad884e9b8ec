package dev.weir.cli.topics;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.Confirm;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `weir topics alter`.
@Command(
    name = "alter",
    description = "Change a topic's settings, or give it more partitions.",
    footer = {
      "",
      "Ends with 0 when it was done; 1: the answer was not yes; 2: Kafka does not take it, nothing"
          + " was done; 3: no such topic.",
      "",
      "Example: weir topics alter rides -c retention.ms=86400000 -c cleanup.policy="
    })
final class AlterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private Confirm confirm = new Confirm();

  @Parameters(paramLabel = "NAME", description = "The topic.")
  private String name = "";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "KEY=VALUE",
      description = "A setting; KEY= alone gives it back to the broker. May be repeated.")
  private Map<String, String> config = new LinkedHashMap<>();

  @Option(
      names = {"-p", "--partitions"},
      paramLabel = "COUNT",
      description = "So many partitions in all. Keys move then, and it cannot be undone: it asks.")
  private @Nullable Integer partitions;

  @Option(names = "--dry-run", description = "Only ask Kafka whether it would.")
  private boolean dryRun;

  @Override
  public Integer call() {
    if (config.isEmpty() && partitions == null) {
      throw new ParameterException(
          spec.commandLine(), "Nothing to change: say -c KEY=VALUE or --partitions COUNT");
    }
    if (!dryRun) cluster.mayWrite("change a topic");
    return cluster.ask(admin -> {
      var topic = Topics.described(admin, List.of(name)).values().iterator().next();
      // All is checked before anything is changed.
      var operations = operations(admin);
      if (partitions != null) mayGrow(topic.partitions().size(), partitions);
      if (!operations.isEmpty()) alter(admin, operations);
      if (partitions != null) grow(admin, topic.partitions().size(), partitions);
      return ExitCode.OK;
    });
  }

  private List<AlterConfigOp> operations(Admin admin)
      throws ExecutionException, InterruptedException {
    if (config.isEmpty()) return List.of();
    var before = new LinkedHashMap<String, ConfigEntry>();
    Template.config(admin, name).forEach(entry -> before.put(entry.name(), entry));
    ConfigKeys.check(unchanged(), config.keySet(), before.keySet());
    var operations = new ArrayList<AlterConfigOp>();
    config.forEach((key, value) -> {
      var kind = value.isEmpty() ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET;
      operations.add(new AlterConfigOp(new ConfigEntry(key, value), kind));
    });
    return operations;
  }

  private void alter(Admin admin, List<AlterConfigOp> operations)
      throws ExecutionException, InterruptedException {
    var before = values(admin);
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    var options = new AlterConfigsOptions().validateOnly(dryRun);
    try {
      admin.incrementalAlterConfigs(Map.of(resource, operations), options).all().get();
    } catch (ExecutionException e) {
      throw refused(e);
    }
    if (!dryRun) Settled.await(io, () -> isSet(admin));
    config.forEach((key, value) ->
        io.say(
            "%s %s: %s -> %s"
                .formatted(
                    dryRun ? "would set" : "set",
                    key,
                    before.get(key),
                    value.isEmpty() ? "the broker's" : value)));
  }

  private boolean isSet(Admin admin) throws ExecutionException, InterruptedException {
    return Template.config(admin, name).stream()
        .filter(entry -> config.containsKey(entry.name()))
        .allMatch(entry -> {
          var value = config.getOrDefault(entry.name(), "");
          return value.isEmpty() ? !Template.isOwn(entry) : value.equals(entry.value());
        });
  }

  private Map<String, String> values(Admin admin) throws ExecutionException, InterruptedException {
    var values = new LinkedHashMap<String, String>();
    for (var entry : Template.config(admin, name)) {
      values.put(entry.name(), String.valueOf(entry.value()));
    }
    return values;
  }

  private void mayGrow(int before, int after) {
    if (after <= before) {
      throw new Failure(
          ExitCode.USAGE,
          unchanged(),
          "it has %s, and Kafka takes none away".formatted(Words.count(before, "partition")),
          "Make a new topic with fewer and copy the messages, 'weir copy'.");
    }
    if (dryRun) return;
    confirm.ask(
        io,
        "Topic '%s' gets %d partitions for its %d: most keys move to another partition, so messages"
                .formatted(name, after, before)
            + " of a key are no longer in order across this change, and it cannot be undone");
  }

  private void grow(Admin admin, int before, int after) throws InterruptedException {
    var options = new CreatePartitionsOptions().validateOnly(dryRun);
    try {
      admin.createPartitions(Map.of(name, NewPartitions.increaseTo(after)), options).all().get();
    } catch (ExecutionException e) {
      throw refused(e);
    }
    if (!dryRun) {
      Settled.await(
          io,
          () ->
              Topics.described(admin, List.of(name)).values().iterator().next().partitions().size()
                  == after);
    }
    io.say("%s partitions: %d -> %d".formatted(dryRun ? "would set" : "set", before, after));
  }

  private RuntimeException refused(ExecutionException e) {
    return switch (e.getCause()) {
      case InvalidConfigurationException wrong -> ConfigKeys.refused(unchanged(), wrong);
      case InvalidRequestException wrong -> ConfigKeys.refused(unchanged(), wrong);
      case null, default -> cluster.failure(e);
    };
  }

  private String unchanged() {
    return "Topic '%s' was not changed".formatted(name);
  }
}
