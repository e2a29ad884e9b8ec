package dev.weir.gateway.rest;

import dev.weir.Clock;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.rest.consumers.ConsumerRoutes;
import dev.weir.gateway.rest.consumers.Instances;
import dev.weir.gateway.rest.consumers.Ownership;
import dev.weir.gateway.rest.web.Blocking;
import dev.weir.gateway.rest.web.Route;
import dev.weir.gateway.rest.web.Routes;
import dev.weir.gateway.rest.web.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The REST proxy as a whole: its routes, and what stands behind them.
public final class RestIngress implements AutoCloseable {
  private final Instances instances;
  private final Site site;

  /// @param settings those in force; they may change at any time
  public RestIngress(Context context, Cluster cluster, Supplier<WeirConfig> settings, Clock clock) {
    var budget = context.delivery().budget();
    var blocking = new Blocking(budget);
    var routes = new ArrayList<Route>();
    this.instances = new Instances(budget, Ownership.ALONE, settings, clock);
    routes.addAll(new ConsumerRoutes(instances, new NoSchemas(), blocking).all());
    this.site = new Site(new Routes(List.copyOf(routes)), () -> settings.get().rest());
  }

  /// What answers every request that is for the proxy, and those that are for nobody.
  public Endpoint site() {
    return site;
  }

  @Override
  public void close() {
    instances.close();
  }
}
