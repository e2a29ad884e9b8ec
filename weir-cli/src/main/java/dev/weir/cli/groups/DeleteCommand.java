package dev.weir.cli.groups;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Group;
import dev.weir.cli.cluster.Groups;
import dev.weir.cli.terminal.Confirm;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.units.Glob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir groups delete`.
@Command(
    name = "delete",
    description = "Delete groups, and what they have committed. It asks, or takes --yes.",
    footer = {
      "",
      "Ends with 0 when they are gone; 1: one has live members, or the answer was not yes, nothing was"
          + " done; 2: nobody was there to be asked; 3: no such group, nothing was done.",
      "",
      "Example: weir groups delete 'console-consumer-*'"
    })
final class DeleteCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private Confirm confirm = new Confirm();

  @Parameters(
      arity = "1..*",
      paramLabel = "GROUP",
      description = "The groups; * stands for any characters, ? for one.")
  private List<String> patterns = new ArrayList<>();

  @Option(names = "--if-exists", description = "One that is not there is fine.")
  private boolean ifExists;

  @Override
  public Integer call() {
    cluster.mayWrite("delete a group");
    return cluster.ask(admin -> {
      var names = names(Groups.names(admin));
      if (names.isEmpty()) {
        io.say("there is no such group; nothing was done");
        return ExitCode.OK;
      }
      var groups = Groups.named(admin, names);
      for (var group : groups) Live.refuse(group, "deleted");
      confirm.ask(io, consequences(Look.at(admin, groups)));
      delete(admin, groups);
      return ExitCode.OK;
    });
  }

  private Set<String> names(Collection<String> known) {
    var names = new TreeSet<String>();
    for (var pattern : patterns) {
      var found = known.stream().filter(Glob.of(pattern)).toList();
      if (found.isEmpty() && !ifExists) throw Groups.unknown(pattern, known);
      names.addAll(found);
    }
    return names;
  }

  private static String consequences(Look look) {
    return look.groups().stream()
        .map(group -> {
          var partitions = look.partitions(group);
          var topics = partitions.stream().map(TopicPartition::topic).distinct();
          var lag = look.lag(group, partitions);
          return String.format(
              Locale.ROOT,
              "Group '%s' will be deleted, and where it is in: %s (%s unread)",
              group.name(),
              partitions.isEmpty() ? "nothing" : topics.collect(Collectors.joining(", ")),
              lag == null ? "-" : String.format(Locale.ROOT, "%,d", lag));
        })
        .collect(Collectors.joining("\n"));
  }

  private void delete(Admin admin, List<Group> groups)
      throws ExecutionException, InterruptedException {
    for (var group : groups) {
      try {
        deletion(admin, group).get();
        io.say("deleted '%s'".formatted(group.name()));
      } catch (ExecutionException e) {
        if (e.getCause() instanceof GroupNotEmptyException) throw joined(group, e);
        // Kafka forgets a group without offsets by itself.
        if (!(e.getCause() instanceof GroupIdNotFoundException)) throw e;
      }
    }
  }

  private static KafkaFuture<Void> deletion(Admin admin, Group group) {
    var name = group.name();
    Map<String, KafkaFuture<Void>> deleted =
        switch (group.type()) {
          case SHARE -> admin.deleteShareGroups(List.of(name)).deletedGroups();
          case STREAMS -> admin.deleteStreamsGroups(List.of(name)).deletedGroups();
          case CLASSIC, CONSUMER, UNKNOWN ->
              admin.deleteConsumerGroups(List.of(name)).deletedGroups();
        };
    return deleted.getOrDefault(name, KafkaFuture.completedFuture(null));
  }

  private static Failure joined(Group group, ExecutionException e) {
    return new Failure(
        ExitCode.FAILED,
        "Group '%s' was not deleted".formatted(group.name()),
        "somebody has joined it meanwhile",
        "Stop its members, then try again; 'weir groups members %s' shows them."
            .formatted(group.name()),
        e);
  }
}
