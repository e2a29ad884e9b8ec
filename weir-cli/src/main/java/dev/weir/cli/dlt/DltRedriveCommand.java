package dev.weir.cli.dlt;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.Confirm;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir dlt redrive`: dead letters go back to where they came from.
@Command(
    name = "redrive",
    description = {
      "Send dead letters back to the topic that they came from, each once.",
      "",
      "Key, value, time and headers are those of before; what the worker added about the failure"
          + " is taken off. Nothing is removed from the topic of dead letters: the group"
          + " weir-redrive-TOPIC remembers what was sent, in the same transaction."
    },
    footer = {
      "",
      "Ends with 0 when all that was meant is in Kafka; 3: no such topic; 6: some did not say"
          + " where they came from, and stay (see --to).",
      "",
      "Example: weir dlt redrive orders.dlt --reason NoSuchCard --since -1d --dry-run"
    })
final class DltRedriveCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private LetterFilter filter = new LetterFilter();
  @Mixin private Confirm confirm = new Confirm();
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "TOPIC", description = "The topic of the dead letters.")
  private String topic = "";

  @Option(
      names = "--to",
      paramLabel = "TOPIC",
      description = "Send all of them there (default: to where each came from).")
  private @Nullable String to;

  @Option(names = "--dry-run", description = "Only show how many would be sent where.")
  private boolean dryRun;

  @Override
  public Integer call() {
    if (!dryRun) cluster.mayWrite("send dead letters again");
    try (var redrive = new Redrive(io, cluster, topic, to)) {
      var plan = redrive.plan(filter);
      if (io.stop().asked()) return ExitCode.SIGNALLED;
      cluster.ask(admin -> Topics.described(admin, plan.byTarget().keySet()));
      print(plan);
      if (!dryRun && plan.count() > 0) send(redrive, plan);
      return io.stop().asked() ? ExitCode.SIGNALLED : homeless(plan);
    }
  }

  private void print(Redrive.Plan plan) {
    var listing = Listing.of("to", "letters");
    plan.byTarget().forEach(listing::row);
    output.print(io, listing);
  }

  private void send(Redrive redrive, Redrive.Plan plan) {
    confirm.ask(
        io,
        "%,d dead letters of %s would be sent again, to %s"
            .formatted(plan.count(), topic, String.join(", ", plan.byTarget().keySet())));
    try {
      var sent = redrive.send(filter, plan.count());
      io.say("%,d dead letters were sent again.".formatted(sent));
    } catch (Failure e) {
      io.tell(
          "%,d of %,d dead letters were sent again; the next run goes on behind them."
              .formatted(redrive.sent(), plan.count()));
      throw e;
    }
  }

  private int homeless(Redrive.Plan plan) {
    if (plan.homeless() == 0) return ExitCode.OK;
    io.tell(
        "%,d of them do not say where they came from, and stay. Name a topic with --to."
            .formatted(plan.homeless()));
    return ExitCode.PARTLY;
  }
}
