package dev.weir.gateway.admin;

import dev.weir.Role;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.door.Door;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Endpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// What is served beneath `/admin`.
///
/// | path | |
/// | --- | --- |
/// | `POST /admin/reload` | reads the settings again; `?swap=kafka` also makes that sink anew |
/// | `GET /admin/sinks` | how each sink is doing |
/// | `POST /admin/breaker/<sink>/trip`, `…/reset` | has a sink count as away, and ends that |
/// | `GET /admin/limits` | what bounds the gateway, and how much of it is in use |
/// | `GET /admin/routes` | where the messages of each topic go |
/// | `GET /admin/config` | the settings |
/// | `POST /admin/wal/<sink>/requeue`, `…/drop` | what becomes of dead letters |
/// | `POST /admin/wal/<sink>/drain` | what waits goes now |
public final class Admin {
  private Admin() {}

  /// What `GET /admin/routes` answers, for who answers the same elsewhere.
  public static Answer routes(WeirConfig settings) {
    return RoutesEndpoint.answer(settings);
  }

  /// By their paths.
  ///
  /// @param door decides who reaches them
  /// @param settings those in force
  /// @param reload reads the settings again, and makes sinks of these names anew
  public static Map<String, Endpoint> endpoints(
      Door door,
      Delivery delivery,
      Supplier<WeirConfig> settings,
      Function<Set<String>, Reload> reload) {
    var endpoints = new HashMap<String, Endpoint>();
    Map.of(
            "/admin/sinks", new SinksEndpoint(delivery),
            "/admin/limits", new LimitsEndpoint(settings, delivery),
            "/admin/routes", new RoutesEndpoint(settings),
            "/admin/config", new ConfigEndpoint(settings))
        .forEach(
            (path, task) -> endpoints.put(path, door.before(new Tasked("GET", task), Role.READ)));
    Map.of(
            "/admin/reload", new ReloadEndpoint(reload),
            "/admin/breaker/*", new BreakerEndpoint(delivery),
            "/admin/wal/*", new DeadLettersEndpoint(delivery))
        .forEach((path, task) ->
            endpoints.put(path, door.before(new Tasked("POST", task), Role.OPERATE)));
    return endpoints;
  }
}
