package dev.weir.cli.topics;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Groups;
import dev.weir.cli.cluster.Offsets;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.Confirm;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.units.Glob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir topics delete`.
@Command(
    name = "delete",
    description = "Delete topics with all their messages. It asks, or takes --yes.",
    footer = {
      "",
      "Ends with 0 when they are gone; 1: the answer was not yes; 2: nobody was there to be asked,"
          + " nothing was done; 3: no such topic, nothing was done.",
      "",
      "Example: weir topics delete 'test-*'"
    })
final class DeleteCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private Confirm confirm = new Confirm();

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "The topics; * stands for any characters, ? for one, but not in Kafka's own.")
  private List<String> patterns = new ArrayList<>();

  @Option(names = "--if-exists", description = "One that is not there is fine.")
  private boolean ifExists;

  @Override
  public Integer call() {
    cluster.mayWrite("delete a topic");
    return cluster.ask(admin -> {
      var topics = topics(Topics.names(admin, true));
      if (topics.isEmpty()) {
        io.say("there is no such topic; nothing was done");
        return ExitCode.OK;
      }
      confirm.ask(io, consequences(admin, topics));
      delete(admin, topics);
      Settled.await(io, () -> Topics.present(admin, topics).isEmpty());
      return ExitCode.OK;
    });
  }

  private Set<String> topics(Collection<String> known) {
    var topics = new TreeSet<String>();
    for (var pattern : patterns) {
      var several = Glob.isIn(pattern);
      var found =
          known.stream()
              .filter(Glob.of(pattern))
              .filter(name -> !several || !name.startsWith("__"))
              .toList();
      if (found.isEmpty() && !ifExists) throw unknown(pattern, known);
      topics.addAll(found);
    }
    return topics;
  }

  private static Failure unknown(String pattern, Collection<String> known) {
    if (!Glob.isIn(pattern)) return Topics.unknown(pattern, known);
    return new Failure(
        ExitCode.NOT_FOUND,
        "Nothing was deleted",
        "no topic is called '%s'".formatted(pattern),
        "'weir topics' lists those there are.");
  }

  private static String consequences(Admin admin, Set<String> topics)
      throws ExecutionException, InterruptedException {
    var partitions =
        Topics.present(admin, topics).values().stream()
            .flatMap(topic -> Topics.led(topic).stream())
            .toList();
    var offsets = new Offsets(admin, partitions);
    var starts = offsets.starts();
    var messages =
        offsets.ends().entrySet().stream()
            .mapToLong(end -> end.getValue() - starts.getOrDefault(end.getKey(), 0L))
            .sum();
    var readers = readers(admin, topics);
    return "%s (%s) with %s will be deleted, read by %s"
        .formatted(
            Words.count(topics.size(), "topic"),
            String.join(", ", topics),
            Words.count(messages, "message"),
            readers.isEmpty()
                ? "no group"
                : (readers.size() == 1 ? "group " : "groups ") + String.join(", ", readers));
  }

  private static Set<String> readers(Admin admin, Set<String> topics)
      throws ExecutionException, InterruptedException {
    var groups = Groups.all(admin);
    var readers = new TreeSet<String>();
    Groups.committed(admin, groups)
        .forEach((group, read) -> {
          if (read.keySet().stream().anyMatch(one -> topics.contains(one.topic())))
            readers.add(group);
        });
    for (var group : groups) {
      var reads =
          group.members().stream()
              .flatMap(member -> member.partitions().stream())
              .anyMatch(one -> topics.contains(one.topic()));
      if (reads) readers.add(group.name());
    }
    return readers;
  }

  private void delete(Admin admin, Set<String> topics)
      throws ExecutionException, InterruptedException {
    ExecutionException first = null;
    for (var deleted : admin.deleteTopics(topics).topicNameValues().entrySet()) {
      try {
        deleted.getValue().get();
        io.say("deleted '%s'".formatted(deleted.getKey()));
      } catch (ExecutionException e) {
        // Somebody else was faster.
        if (e.getCause() instanceof UnknownTopicOrPartitionException) continue;
        io.tell("weir: '%s' was not deleted".formatted(deleted.getKey()));
        if (first == null) first = e;
      }
    }
    if (first != null) throw first;
  }
}
