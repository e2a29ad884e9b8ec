package dev.weir.delivery;

import dev.weir.Acks;
import dev.weir.Problem;
import dev.weir.config.RouteConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Knows the route of every topic. Any thread.
final class Router {
  /// Beyond this all are forgotten, and looked for again.
  private static final int KNOWN_MAX = 10_000;

  private final List<Route> routes;
  private final @Nullable Route only;
  private final Map<String, Route> known = new ConcurrentHashMap<>();

  /// Draws a number from 0 to 1.
  private final DoubleSupplier random;

  Router(List<RouteConfig> configs, Map<String, Lane> lanes, DoubleSupplier random) {
    this.routes = configs.stream().map(config -> route(config, lanes)).toList();
    this.only = routes.getFirst().config.topic().equals("*") ? routes.getFirst() : null;
    this.random = random;
  }

  @SuppressWarnings("NullAway") // the settings name no sink that is not there
  private static Route route(RouteConfig config, Map<String, Lane> lanes) {
    var branches =
        config.sinks().stream()
            .map(sink -> new Route.Branch(lanes.get(sink), config.slices().getOrDefault(sink, 1.0)))
            .toList();
    return new Route(config, branches);
  }

  /// Hot. The first that fits.
  Route route(String topic) {
    if (only != null) return only;
    var route = known.get(topic);
    return route == null ? find(topic) : route;
  }

  private Route find(String topic) {
    if (known.size() >= KNOWN_MAX) known.clear();
    for (var route : routes) {
      if (!route.config.fits(topic)) continue;
      known.put(topic, route);
      return route;
    }
    throw new IllegalStateException("no route for topic " + topic); // the last one takes all
  }

  /// Why every route refuses messages of this level right now, or null.
  @Nullable Problem refusal(Acks asked) {
    Problem last = null;
    for (var route : routes) {
      last = route.refusal(asked);
      if (last == null) return null;
    }
    return last;
  }

  /// The lanes that get this message.
  List<Lane> draw(Route route) {
    return route.branches.stream()
        .filter(branch -> branch.always() || random.getAsDouble() < branch.share())
        .map(Route.Branch::lane)
        .toList();
  }
}
