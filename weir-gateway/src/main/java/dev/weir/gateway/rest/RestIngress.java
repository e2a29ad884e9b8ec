package dev.weir.gateway.rest;

import dev.weir.Role;
import dev.weir.config.RestConfig;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.cluster.ClusterId;
import dev.weir.gateway.door.Letters;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.rest.consumers.ConsumerRoutes;
import dev.weir.gateway.rest.consumers.Instances;
import dev.weir.gateway.rest.meta.MetaRoutes;
import dev.weir.gateway.rest.openapi.Description;
import dev.weir.gateway.rest.peers.Peers;
import dev.weir.gateway.rest.produce.ProduceRoutes;
import dev.weir.gateway.rest.schema.Registry;
import dev.weir.gateway.rest.v3.AdminRoutes;
import dev.weir.gateway.web.Blocking;
import dev.weir.gateway.web.ConfluentErrors;
import dev.weir.gateway.web.Route;
import dev.weir.gateway.web.Routes;
import dev.weir.gateway.web.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The REST proxy as a whole: its routes, and what stands behind them.
public final class RestIngress implements AutoCloseable {
  private final Registry registry;
  private final Peers peers;
  private final Instances instances;
  private final Site site;

  /// @param settings those in force; they may change at any time
  /// @param ready whether messages are taken in; may block
  /// @param ports those that are open, by name
  /// @param others what else `/openapi.json` describes
  public RestIngress(
      Context context,
      Cluster cluster,
      Supplier<WeirConfig> settings,
      Supplier<Answer> ready,
      Supplier<Map<String, Integer>> ports,
      List<Route> others) {
    var budget = context.delivery().budget();
    var blocking = new Blocking(budget);
    var id = new ClusterId(cluster);
    var routes = new ArrayList<Route>();
    this.peers = new Peers(context, cluster, settings, ports);
    this.registry = new Registry(() -> settings.get().registry(), context.net().clock());
    this.instances = new Instances(budget, peers, settings, context.net().clock());
    context
        .metrics()
        .gauge(
            "weir_rest_consumers", "Consumers of the REST proxy that are open.", instances::count);
    routes.addAll(new ProduceRoutes(context, cluster, registry, settings).routes());
    var consumers = new ConsumerRoutes(instances, registry, blocking).all();
    routes.addAll(peers.around(consumers, instances::has, instances::drop));
    routes.addAll(new MetaRoutes(cluster, blocking, ready).routes());
    routes.addAll(AdminRoutes.of(cluster, id, blocking, settings));
    var described = new Description(routes.stream().map(RestIngress::noted).toList(), others);
    Supplier<RestConfig> rest = () -> settings.get().rest();
    this.site = new Site(new Routes(described.routes()), new ConfluentErrors(rest), rest);
  }

  /// Changes of the cluster are noted.
  private static Route noted(Route route) {
    var changes = route.needs() == Role.OPERATE && !route.method().equals("GET");
    return changes ? route.by(new Noted(route.resource())) : route;
  }

  /// What answers every request that is for the proxy, and those that are for nobody.
  public Endpoint site() {
    return site;
  }

  /// What proves that another gateway has passed a request on.
  public Letters letters() {
    return peers.letters();
  }

  @Override
  public void close() {
    instances.close();
    registry.close();
    peers.close();
  }
}
