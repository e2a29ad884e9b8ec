package dev.weir.cli.context;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir context test`: whether one can talk to the cluster.
@Command(
    name = "test",
    description = "Connect to the cluster of a context, or to the one in force here.",
    footer = {
      "",
      "'weir doctor' looks closer. Ends with 4 where one is not let in, with 5 where nothing answers.",
      "",
      "Example: weir context test prod"
    })
final class ContextTestCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();
  @Mixin private Cluster cluster = new Cluster();

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which.")
  private @Nullable String name;

  @Override
  public Integer call() {
    if (name != null) cluster.use(name);
    var beganNanos = System.nanoTime();
    var listing =
        cluster.ask(admin -> {
          var description = admin.describeCluster();
          var brokers = description.nodes().get().size();
          var id = description.clusterId().get();
          var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
          return Listing.of("bootstrap", "brokers", "clusterId", "milliseconds:MS", "origin")
              .row(cluster.servers(), brokers, id, millis, cluster.connection().origin());
        });
    output.print(io, listing);
    return ExitCode.OK;
  }
}
