package dev.weir.gateway.api;

import dev.weir.Clock;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.web.Blocking;
import java.util.Map;
import java.util.function.Supplier;

/// What the parts of the API look at.
///
/// @param settings those in force
/// @param ports those that are open, by name
public record Surroundings(
    Context context,
    Cluster cluster,
    Blocking blocking,
    Supplier<WeirConfig> settings,
    Supplier<Map<String, Integer>> ports) {
  public Delivery delivery() {
    return context.delivery();
  }

  public Clock clock() {
    return context.net().clock();
  }
}
