package dev.weir.cli.topics;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Offsets;
import dev.weir.cli.cluster.Point;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir topics offsets`.
@Command(
    name = "offsets",
    description = "Show where partitions start and end, or where a point is in them.",
    footer = {
      "",
      "Ends with 0; 3: no such topic; 5: Kafka cannot be reached.",
      "",
      "Example: weir topics offsets rides --at -1h"
    })
final class OffsetsCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Output output = new Output();
  @Mixin private Cluster cluster = new Cluster();

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "The topics.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "POINT",
      description = "Also the offset of this point: 120, -10, -1h, 2026-11-21T10:00.")
  private @Nullable Point at;

  @Override
  public Integer call() {
    output.print(io, cluster.ask(this::listing));
    return ExitCode.OK;
  }

  private Listing listing(Admin admin) throws ExecutionException, InterruptedException {
    var partitions = Topics.partitions(admin, new LinkedHashSet<>(names));
    var offsets = new Offsets(admin, partitions);
    var starts = offsets.starts();
    var ends = offsets.ends();
    if (at == null) {
      var listing = Listing.of("topic", "partition", "start", "end");
      for (var one : partitions) {
        listing.row(one.topic(), one.partition(), starts.get(one), ends.get(one));
      }
      return listing;
    }
    var found = offsets.of(at, Map.of());
    var listing = Listing.of("topic", "partition", "start", "end", "offset");
    for (var one : partitions) {
      listing.row(one.topic(), one.partition(), starts.get(one), ends.get(one), found.get(one));
    }
    return listing;
  }
}
