package dev.weir.cli.groups;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Group;
import dev.weir.cli.cluster.Groups;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import dev.weir.cli.terminal.Pause;
import dev.weir.cli.terminal.Watch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir lag`: which groups are behind, and whether they catch up.
@Command(
    name = "lag",
    description = {
      "Show how far groups are behind, the worst first.",
      "",
      "TIME-BEHIND is the age of the first message that the group has not read. IN/S and OUT/S are"
          + " messages sent and committed a second, from two looks; EMPTY-IN is when it has caught up"
          + " if both stay so."
    },
    footer = {
      "",
      "Consumers that commit every 5 s, as Kafka's do by themselves, seem to stand still in between:"
          + " look longer, --over 10s.",
      "Ends with 0; 3: no such group; 5: Kafka cannot be reached; 7: a lag is over --max,"
          + " or that of a group that is named is not known.",
      "",
      "Example: weir lag --max 10000"
    })
public final class LagCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private Watch watch = new Watch();

  @Parameters(arity = "0..*", paramLabel = "GROUP", description = "The groups (default: all).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--max",
      paramLabel = "MESSAGES",
      description = "End with 7 where a group is further behind than that in a topic.")
  private @Nullable Long max;

  @Option(names = "--per-partition", description = "A row for each partition.")
  private boolean perPartition;

  @Option(
      names = "--over",
      paramLabel = "DURATION",
      defaultValue = "1s",
      description = "The time between the two looks (default: ${DEFAULT-VALUE}).")
  private Duration over = Duration.ofSeconds(1);

  /// The newest one last. The first is the newest that is old enough to compare with.
  private final Deque<Look> looks = new ArrayDeque<>();

  @Override
  public Integer call() {
    return cluster.ask(admin -> {
      try (var unread = new FirstUnread(cluster);
          var pause = new Pause(io)) {
        return watch.run(io, output, () -> show(admin, unread, pause));
      }
    });
  }

  private int show(Admin admin, FirstUnread unread, Pause pause)
      throws ExecutionException, InterruptedException {
    if (looks.isEmpty()) {
      looks.add(Look.at(admin, groups(admin)));
      if (!pause.passes(over)) return ExitCode.SIGNALLED;
    }
    looks.add(Look.at(admin, groups(admin)));
    var lags = new Lags(oldEnough(), looks.getLast());
    var sent = unread.timestamps(lags.unread());
    var rows = lags.rows(sent, System.currentTimeMillis(), perPartition);
    output.print(io, LagRow.listing(rows, perPartition));
    return checked(rows);
  }

  private List<Group> groups(Admin admin) throws ExecutionException, InterruptedException {
    return names.isEmpty() ? Groups.all(admin) : Groups.named(admin, names);
  }

  private Look oldEnough() {
    var now = looks.getLast().nanos();
    while (looks.size() > 2 && now - second().nanos() >= over.toNanos()) looks.removeFirst();
    return looks.getFirst();
  }

  private Look second() {
    var each = looks.iterator();
    each.next();
    return each.next();
  }

  private int checked(List<LagRow> rows) {
    if (max == null) return ExitCode.OK;
    var tooFar = rows.stream().filter(row -> row.isOver(max)).toList();
    tooFar.forEach(row -> io.tell(row.asText() + ", and %,d may be".formatted(max)));
    var unknown = names.stream().filter(name -> isUnknown(name, rows)).toList();
    unknown.forEach(name -> io.tell("the lag of group '%s' is not known".formatted(name)));
    return tooFar.isEmpty() && unknown.isEmpty() ? ExitCode.OK : ExitCode.CHECK;
  }

  /// It has committed nothing, or we may not see it: a check of it must not say that all is well.
  private static boolean isUnknown(String name, List<LagRow> rows) {
    return rows.stream().noneMatch(row -> row.group().equals(name));
  }
}
