package dev.weir.cli.gateway;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.GatewayAddress;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Output;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir gateway breaker`: a sink counts as away because somebody wants it so.
@Command(
    name = "breaker",
    description = {
      "Have a sink count as away, or as back.",
      "",
      "What comes for a tripped sink waits in its log until the reset, or the next start; messages"
          + " that must be in Kafka at once are refused. A reset also has a sink tried at once that"
          + " is away by itself."
    },
    footer = {"", "Example: weir gateway breaker trip kafka"})
final class GatewayBreakerCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private GatewayAddress gateway = new GatewayAddress();
  @Mixin private Output output = new Output();

  @Parameters(index = "0", paramLabel = "trip|reset", description = "Away, or back.")
  private Verb verb = Verb.RESET;

  @Parameters(
      index = "1",
      paramLabel = "SINK",
      description = "Its name, as 'weir gateway status' has it.")
  private String sink = "";

  /// What is done.
  enum Verb {
    TRIP,
    RESET
  }

  @Override
  public Integer call() {
    cluster.mayWrite(verb == Verb.TRIP ? "trip a sink" : "reset a sink");
    var name = URLEncoder.encode(sink, StandardCharsets.UTF_8);
    var path = "/admin/breaker/%s/%s".formatted(name, verb.name().toLowerCase(Locale.ROOT));
    try (var port = gateway.port(cluster)) {
      var state = port.post(path, "");
      output.print(io, SinkListing.of(state == null ? List.of() : List.of(state)));
    }
    return ExitCode.OK;
  }
}
