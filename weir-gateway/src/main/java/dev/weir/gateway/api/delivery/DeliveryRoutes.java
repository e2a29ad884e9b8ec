package dev.weir.gateway.api.delivery;

import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.api.stream.Streams;
import dev.weir.gateway.web.Route;
import java.util.ArrayList;
import java.util.List;

/// The gateway's own life: what is sent, what waits and why, and what an operator does about it.
public final class DeliveryRoutes {
  private final List<Route> routes = new ArrayList<>();

  /// @param streams where what the sinks do is shown live
  public DeliveryRoutes(Surroundings surroundings, Streams streams, Reloading reloading) {
    var lanes = new Lanes(surroundings);
    streams.add(new LanesChannel(lanes));
    routes.addAll(new LaneRoutes(surroundings, lanes).routes());
    routes.addAll(new LogRoutes(surroundings).routes());
    routes.addAll(new DeadLetterRoutes(surroundings).routes());
    routes.addAll(new LimitRoutes(surroundings).routes());
    routes.addAll(new ReloadRoutes(surroundings, reloading).routes());
  }

  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
