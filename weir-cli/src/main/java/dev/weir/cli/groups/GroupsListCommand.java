package dev.weir.cli.groups;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Group;
import dev.weir.cli.cluster.Groups;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import dev.weir.cli.terminal.Watch;
import dev.weir.cli.units.Glob;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir groups list`.
@Command(
    name = "list",
    description = "List the groups of consumers.",
    footer = {"", "Example: weir groups list 'billing*' -o json"})
class GroupsListCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private Watch watch = new Watch();

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "Only groups of this name; * stands for any characters, ? for one.")
  private String pattern = "*";

  @Option(
      names = "--sort",
      paramLabel = "name|lag|members",
      description = "By what, the most first (default: name).")
  private By by = By.NAME;

  /// What the list is sorted by.
  enum By {
    NAME,
    LAG,
    MEMBERS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    private Comparator<Group> order(Look look) {
      var byName = Comparator.comparing(Group::name);
      return switch (this) {
        case NAME -> byName;
        case LAG -> Comparator.comparingLong((Group one) -> -lag(look, one)).thenComparing(byName);
        case MEMBERS ->
            Comparator.comparingInt((Group one) -> -one.members().size()).thenComparing(byName);
      };
    }

    private static long lag(Look look, Group group) {
      var lag = look.lag(group, look.partitions(group));
      return lag == null ? -1 : lag;
    }
  }

  @Override
  public Integer call() {
    var onlyNames = output.kind() == Output.Kind.NAME && by == By.NAME;
    return cluster.ask(admin ->
        watch.run(
            io,
            output,
            () -> {
              output.print(io, onlyNames ? names(admin) : listing(admin));
              return ExitCode.OK;
            }));
  }

  private Listing names(Admin admin) throws ExecutionException, InterruptedException {
    var names = Groups.names(admin).stream().filter(Glob.of(pattern)).toList();
    if (names.isEmpty()) missing(admin);
    var listing = Listing.of("group");
    names.forEach(listing::row);
    return listing;
  }

  /// One that is asked for by its name must be there.
  private void missing(Admin admin) throws ExecutionException, InterruptedException {
    if (!Glob.isIn(pattern)) throw Groups.unknown(pattern, Groups.names(admin));
  }

  private Listing listing(Admin admin) throws ExecutionException, InterruptedException {
    var groups = Groups.matching(admin, Glob.of(pattern));
    if (groups.isEmpty()) missing(admin);
    var look = Look.at(admin, groups);
    var listing = Listing.of("group", "type", "protocol", "state", "members", "topics", "lag");
    for (var group : groups.stream().sorted(by.order(look)).toList()) {
      var partitions = look.partitions(group);
      listing.row(
          group.name(),
          group.type().toString(),
          known(group.protocol()),
          group.state().toString(),
          group.members().size(),
          partitions.stream().map(TopicPartition::topic).distinct().count(),
          look.lag(group, partitions));
    }
    return listing;
  }

  static @Nullable String known(String text) {
    return text.isEmpty() ? null : text;
  }
}
