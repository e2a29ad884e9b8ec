package dev.weir.cli.consume;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Point;
import dev.weir.cli.message.Filters;
import dev.weir.cli.terminal.Io;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `weir tail`: the last messages of a topic, and what arrives.
@Command(
    name = "tail",
    description = "Print the last 10 messages of each partition, and then what arrives.",
    footer = {
      "",
      "Time, partition, key and value, with colours on a terminal. Stays until Ctrl-C, or for -n"
          + " messages.",
      "",
      "Example: weir tail rides --grep Oslo"
    })
public final class TailCommand implements Callable<Integer> {
  private static final Point LAST = new Point.BeforeEnd(10);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private Selection selection = new Selection();
  @Mixin private Filters filters = new Filters();
  @Mixin private Look look = new Look();

  @SuppressWarnings("UnusedVariable") // it says what is so anyway
  @Option(
      names = {"-F", "--follow"},
      hidden = true,
      description = "Stay, as it does anyway.")
  private boolean follow;

  @Override
  public Integer call() {
    if (selection.messagesMax() < 1) throw wrong("-n must be 1 or more");
    if (selection.from() instanceof Point.Committed) throw wrong("a tail has no group");
    var bad = look.wrong();
    if (bad != null) throw wrong(bad);
    var from = selection.from() == null ? LAST : selection.from();
    try (var decoders = look.open(io, cluster)) {
      var showing = look.showing(decoders);
      var printer = look.printer(io, showing, new Coloured(io, showing));
      var filter = filters.filter(showing.key(), showing.value());
      var lines = new Lines(printer, filter, selection.messagesMax());
      return new Session(io, cluster, selection, lines)
          .alone(new Session.Extent(from, null, true, false));
    }
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
