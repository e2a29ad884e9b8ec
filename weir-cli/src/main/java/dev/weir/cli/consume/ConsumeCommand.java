package dev.weir.cli.consume;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Point;
import dev.weir.cli.message.Filters;
import dev.weir.cli.terminal.Io;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `weir consume`: prints messages, like `cat`: those there are now, and then it ends.
@Command(
    name = "consume",
    aliases = "c",
    description = "Print topics' messages: those there are now, then end; -F stays for more.",
    footer = {
      "",
      "Ends with 0, also where there was nothing; 3: no such topic; 5: Kafka cannot be reached; 130:"
          + " stopped by Ctrl-C, and what was printed is committed.",
      "",
      "Example: weir consume rides -n 10 -o json | jq .value",
      "Example: weir consume rides --from -1h --grep Oslo -f '%%d %%p %%o %%k %%v\\n'"
    })
public final class ConsumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private Selection selection = new Selection();
  @Mixin private Filters filters = new Filters();
  @Mixin private Look look = new Look();
  @Mixin private Membership membership = new Membership();

  @Option(
      names = "--to",
      paramLabel = "POINT",
      description = "Where to end, not included (default: the end that there is now).")
  private @Nullable Point to;

  @Option(
      names = {"-F", "--follow"},
      description = "Stay and print what arrives.")
  private boolean follow;

  @SuppressWarnings("UnusedVariable") // it says what is so anyway
  @Option(
      names = {"-e", "--exit"},
      hidden = true,
      description = "End at the end, as it does anyway.")
  private boolean exit;

  @Override
  public Integer call() {
    Stream.of(wrong(), look.wrong(), membership.wrong())
        .filter(why -> why != null)
        .findFirst()
        .ifPresent(why -> {
          throw new ParameterException(spec.commandLine(), why);
        });
    try (var decoders = look.open(io, cluster)) {
      var showing = look.showing(decoders);
      var filter = filters.filter(showing.key(), showing.value());
      var lines = new Lines(look.printer(io, showing), filter, selection.messagesMax());
      return read(new Session(io, cluster, selection, lines));
    }
  }

  private int read(Session session) {
    var from = selection.from() == null ? new Point.Start() : selection.from();
    var extent = new Session.Extent(from, to, follow, filters.any());
    var group = membership.group();
    if (group == null) return session.alone(extent);
    if (membership.promise() != Membership.Promise.NONE) cluster.mayWrite("move a group");
    return session.together(group, extent, membership.promise());
  }

  private @Nullable String wrong() {
    if (selection.messagesMax() < 1) {
      return "-n must be 1 or more, not " + selection.messagesMax();
    }
    if (to != null && follow) return "--to ends where --follow stays: say one of them";
    if (membership.group() == null) {
      var committed = selection.from() instanceof Point.Committed || to instanceof Point.Committed;
      return committed ? "'committed' is where a group is: name it, -g" : null;
    }
    if (to != null || selection.choosesPartitions()) {
      return "--to and --partition are for reading without a group, which divides them itself";
    }
    return switch (selection.from()) {
      case null -> null;
      case Point.Start _, Point.End _, Point.Committed _ -> null;
      default ->
          "a group reads from where it is; 'weir groups reset' moves it, and --from start or end is"
              + " for what it has not read yet";
    };
  }
}
