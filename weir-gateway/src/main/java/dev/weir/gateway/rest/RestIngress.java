package dev.weir.gateway.rest;

import dev.weir.Clock;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.rest.schema.Registry;
import dev.weir.gateway.rest.web.Route;
import dev.weir.gateway.rest.web.Routes;
import dev.weir.gateway.rest.web.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The REST proxy as a whole: its routes, and what stands behind them.
public final class RestIngress implements AutoCloseable {
  private final Registry registry;
  private final Site site;

  /// @param settings those in force; they may change at any time
  public RestIngress(Context context, Cluster cluster, Supplier<WeirConfig> settings, Clock clock) {
    this.registry = new Registry(() -> settings.get().registry(), clock);
    var routes = new ArrayList<Route>();
    this.site = new Site(new Routes(List.copyOf(routes)), () -> settings.get().rest());
  }

  /// What answers every request that is for the proxy, and those that are for nobody.
  public Endpoint site() {
    return site;
  }

  @Override
  public void close() {
    registry.close();
  }
}
