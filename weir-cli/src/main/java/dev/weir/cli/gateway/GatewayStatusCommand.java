package dev.weir.cli.gateway;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.GatewayAddress;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir gateway status`: how each sink is doing.
@Command(
    name = "status",
    description = "Show how each sink is doing, and what waits for it.",
    footer = {"", "Example: weir gateway status -o json"})
final class GatewayStatusCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private GatewayAddress gateway = new GatewayAddress();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    try (var port = gateway.port(cluster)) {
      var sinks = port.get("/admin/sinks") instanceof List<?> list ? list : List.of();
      output.print(io, SinkListing.of(sinks));
    }
    return ExitCode.OK;
  }
}
