package dev.weir.cli.gateway;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.GatewayAddress;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir gateway reload`: it reads its settings again.
@Command(
    name = "reload",
    description = {
      "Have the gateway read its settings again.",
      "",
      "Tells which keys count now, which need a start, and which sinks were made anew."
    },
    footer = {"", "Example: weir gateway reload"})
final class GatewayReloadCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private GatewayAddress gateway = new GatewayAddress();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    cluster.mayWrite("have the gateway read its settings again");
    try (var port = gateway.port(cluster)) {
      output.print(io, Reloaded.of(port.post("/admin/reload", "")));
    }
    return ExitCode.OK;
  }
}
