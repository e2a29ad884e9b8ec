package dev.weir.gateway;

import dev.weir.config.RegistryConfig;
import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.api.about.AboutRoutes;
import dev.weir.gateway.api.about.Run;
import dev.weir.gateway.api.delivery.DeliveryRoutes;
import dev.weir.gateway.api.delivery.Reloading;
import dev.weir.gateway.api.groups.GroupRoutes;
import dev.weir.gateway.api.live.LiveRoutes;
import dev.weir.gateway.api.messages.MessageRoutes;
import dev.weir.gateway.api.profile.ProfileRoutes;
import dev.weir.gateway.api.stream.Streams;
import dev.weir.gateway.api.topics.TopicRoutes;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.rest.schema.Registry;
import dev.weir.gateway.web.ProblemErrors;
import dev.weir.gateway.web.Route;
import dev.weir.gateway.web.Routes;
import dev.weir.gateway.web.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The console's API as a whole: its routes, and what stands behind them.
final class Api implements AutoCloseable {
  private final List<Route> routes = new ArrayList<>();
  private final Streams streams;
  private final ProfileRoutes profile;
  private final Registry registry;
  private final Site site;

  /// @param door how one logs in
  Api(Surroundings surroundings, Run run, Reloading reloading, List<Route> door) {
    routes.addAll(door);
    var clock = surroundings.clock();
    Supplier<RegistryConfig> settings = () -> surroundings.settings().get().registry();
    this.streams = new Streams(clock);
    this.registry = new Registry(settings, clock);
    routes.addAll(new AboutRoutes(surroundings, run).routes());
    routes.addAll(new LiveRoutes(surroundings, streams).routes());
    routes.addAll(new DeliveryRoutes(surroundings, streams, reloading).routes());
    this.profile = new ProfileRoutes(surroundings);
    routes.addAll(profile.routes());
    routes.addAll(new TopicRoutes(surroundings).routes());
    routes.addAll(new GroupRoutes(surroundings, streams).routes());
    routes.addAll(streams.routes());
    routes.addAll(
        new MessageRoutes(surroundings, new RegistrySchemas(registry, settings)).routes());
    this.site =
        new Site(
            new Routes(routes), new ProblemErrors(), () -> surroundings.settings().get().rest());
  }

  List<Route> routes() {
    return List.copyOf(routes);
  }

  /// What answers every request beneath `/api`.
  Endpoint site() {
    return site;
  }

  @Override
  public void close() {
    streams.close();
    profile.close();
    registry.close();
  }
}
