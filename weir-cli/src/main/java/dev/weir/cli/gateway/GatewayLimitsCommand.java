package dev.weir.cli.gateway;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.GatewayAddress;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir gateway limits`: what bounds it, and how much of that is in use.
@Command(
    name = "limits",
    description = "Show what bounds the gateway, and how much of it is in use.",
    footer = {"", "Example: weir gateway limits"})
final class GatewayLimitsCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private GatewayAddress gateway = new GatewayAddress();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    try (var port = gateway.port(cluster)) {
      output.print(io, LimitListing.of(port.get("/admin/limits")));
    }
    return ExitCode.OK;
  }
}
