package dev.weir.cli.gateway;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.GatewayAddress;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Listing;
import dev.weir.cli.terminal.Output;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir gateway routes`: where the messages of each topic go.
@Command(
    name = "routes",
    description = "Show where the messages of each topic go; the first route that fits counts.",
    footer = {"", "Example: weir gateway routes"})
final class GatewayRoutesCommand implements Callable<Integer> {
  @Mixin private Io io = new Io();
  @Mixin private Cluster cluster = new Cluster();
  @Mixin private GatewayAddress gateway = new GatewayAddress();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() {
    try (var port = gateway.port(cluster)) {
      var listing = Listing.of("topic", "to", "slices", "wal", "acks", "rate", "rateBytes");
      if (port.get("/admin/routes") instanceof List<?> routes) {
        for (var one : routes) {
          if (one instanceof Map<?, ?> route) add(listing, route);
        }
      }
      output.print(io, listing);
    }
    return ExitCode.OK;
  }

  private static void add(Listing listing, Map<?, ?> route) {
    var to = route.get("to");
    listing.row(
        route.get("topic"),
        to instanceof List<?> list && list.isEmpty() ? new Listing.Cell(list, "nowhere") : to,
        slices(route.get("slices")),
        route.get("wal"),
        route.get("acks") == null ? null : route.get("acks"),
        LimitListing.rate(route.get("rate"), false),
        LimitListing.rate(route.get("rateBytes"), true));
  }

  private static Listing.@Nullable Cell slices(@Nullable Object slices) {
    if (!(slices instanceof Map<?, ?> map)) return null;
    var text = map.toString().replaceAll("[{} ]", "");
    return new Listing.Cell(map, text.isEmpty() ? "-" : text);
  }
}
