package dev.weir.cli.gateway;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.GatewayAddress;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir gateway swap-producer`: a sink is made anew.
@Command(
    name = "swap-producer",
    description = {
      "Have the gateway make a sink anew: connections, login and certificates.",
      "",
      "Nothing is lost and the order is kept. The settings are read again, as by 'reload'."
    },
    footer = {"", "Example: weir gateway swap-producer kafka"})
final class GatewaySwapCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private GatewayAddress gateway = new GatewayAddress();
  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "SINK", description = "Its name, as 'weir gateway status' has it.")
  private String sink = "";

  @Override
  public Integer call() {
    cluster.mayWrite("make a sink of the gateway anew");
    var name = URLEncoder.encode(sink, StandardCharsets.UTF_8);
    try (var port = gateway.port(cluster)) {
      output.print(io, Reloaded.of(port.post("/admin/reload?swap=" + name, "")));
    }
    return ExitCode.OK;
  }
}
