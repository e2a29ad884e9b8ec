package dev.weir.cli.groups;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Group;
import dev.weir.cli.cluster.Groups;
import dev.weir.cli.terminal.Confirm;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `weir groups reset`.
@Command(
    name = "reset",
    description = {
      "Set a group to another place in its topics. Only shows what would change; --execute does it.",
      "",
      "AGAIN are messages that it would read a second time, SKIPPED those that it would never read."
    },
    footer = {
      "",
      "Ends with 0 when it was shown, or done; 1: the group has live members, or the answer was not"
          + " yes, nothing was done; 2: nobody was there to be asked, nothing was done; 3: no such"
          + " group, topic or file.",
      "",
      "Example: weir groups reset billing --to -1h --topic rides:0,2"
    })
final class ResetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private Confirm confirm = new Confirm();

  @Parameters(paramLabel = "GROUP", description = "The group.")
  private String name = "";

  @Option(
      names = "--to",
      paramLabel = "POINT|group:NAME",
      description =
          "Where to: start, end, committed, 120, -10, -1h, 2026-11-21T10:00, or where"
              + " another group is.")
  private @Nullable String to;

  @Option(
      names = {"-t", "--topic"},
      paramLabel = "TOPIC[:PARTITION,…]",
      description =
          "Only this topic, or these partitions (default: all that the group has"
              + " committed). May be repeated.")
  private List<String> topics = new ArrayList<>();

  @Option(
      names = "--from-file",
      paramLabel = "FILE",
      description =
          "To the offsets of a file: CSV (topic,partition,offset) as Kafka's own tool"
              + " writes it, or JSON.")
  private @Nullable String fromFile;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description =
          "Also write the offsets to a file, CSV or JSON by its name; without --to those"
              + " committed, as a backup.")
  private @Nullable String export;

  @Option(names = "--execute", description = "Do it. It asks, or takes --yes.")
  private boolean execute;

  @Override
  public Integer call() {
    var wrong = wrongUsage();
    if (wrong != null) throw new ParameterException(spec.commandLine(), wrong);
    if (execute) cluster.mayWrite("set a group to another place");
    return cluster.ask(this::reset);
  }

  private @Nullable String wrongUsage() {
    if (to != null && fromFile != null) return "--to and --from-file exclude one another";
    if (fromFile != null && !topics.isEmpty())
      return "--from-file says which topics; leave --topic";
    if (to == null && fromFile == null && export == null) return "Where to? Say --to POINT";
    return null;
  }

  private int reset(Admin admin) throws ExecutionException, InterruptedException {
    var group = group(admin);
    if (execute) Live.refuse(group, "reset");
    var plan = plan(admin, group);
    output.print(io, plan.listing());
    if (export != null) {
      OffsetsFile.at(io.world(), export).write(name, plan.targets());
      io.say("wrote the offsets of %d partitions to %s".formatted(plan.steps().size(), export));
    }
    if (!execute) {
      io.say(plan.summary() + ". Nothing was changed; --execute does it");
      if (group.live()) {
        io.tell("It would be refused now: the group has live members, " + group.membersAsText());
      }
      return ExitCode.OK;
    }
    confirm.ask(io, "Group '%s' will be set in %s".formatted(name, plan.summary()));
    execute(admin, plan);
    io.say("done: " + plan.summary());
    return ExitCode.OK;
  }

  /// A group that is not there yet may be prepared, where its topics are named.
  private Group group(Admin admin) throws ExecutionException, InterruptedException {
    var known = Groups.names(admin);
    if (!known.contains(name)) {
      if (topics.isEmpty() && fromFile == null) throw Groups.unknown(name, known);
      io.tell("There is no group '%s' yet; this makes it".formatted(name));
      return new Group(name, GroupType.UNKNOWN, "", GroupState.EMPTY, "", List.of());
    }
    var group = Groups.named(admin, List.of(name)).getFirst();
    if (group.type() == GroupType.SHARE || group.type() == GroupType.STREAMS) {
      throw new Failure(
          ExitCode.USAGE,
          "Group '%s' was not reset".formatted(name),
          "it is a %s group, which has offsets of another kind".formatted(group.type()),
          "Kafka's kafka-share-groups.sh and kafka-streams-groups.sh do it.");
    }
    return group;
  }

  private ResetPlan plan(Admin admin, Group group) throws ExecutionException, InterruptedException {
    var committed =
        group.type() == GroupType.UNKNOWN && group.coordinator().isEmpty()
            ? Map.<org.apache.kafka.common.TopicPartition, Long>of()
            : Groups.committed(admin, List.of(group)).getOrDefault(name, Map.of());
    var planning = new Planning(admin, name, committed);
    if (fromFile != null) {
      return planning.to(OffsetsFile.at(io.world(), fromFile).read(name));
    }
    return planning.to(to == null ? "committed" : to, topics);
  }

  private void execute(Admin admin, ResetPlan plan)
      throws ExecutionException, InterruptedException {
    try {
      admin.alterConsumerGroupOffsets(name, plan.offsets()).all().get();
    } catch (ExecutionException e) {
      var joined =
          e.getCause() instanceof UnknownMemberIdException
              || e.getCause() instanceof GroupNotEmptyException;
      if (!joined) throw e;
      throw new Failure(
          ExitCode.FAILED,
          "Group '%s' was not reset".formatted(name),
          "somebody has joined it meanwhile",
          "Stop its members, then try again; 'weir groups members %s' shows them.".formatted(name),
          e);
    }
  }
}
