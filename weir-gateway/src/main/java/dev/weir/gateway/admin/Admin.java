package dev.weir.gateway.admin;

import dev.weir.config.Address;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.net.Endpoint;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// What is served beneath `/admin`.
///
/// | path | |
/// | --- | --- |
/// | `POST /admin/reload` | reads the settings again; `?swap=kafka` also makes that sink anew |
/// | `GET /admin/sinks` | how each sink is doing |
/// | `POST /admin/wal/<sink>/requeue`, `…/drop` | what becomes of dead letters |
public final class Admin {
  private Admin() {}

  /// By their paths.
  ///
  /// @param listener where the port listens that these are for
  /// @param reload reads the settings again, and makes sinks of these names anew
  public static Map<String, Endpoint> endpoints(
      Address.Tcp listener, Delivery delivery, Function<Set<String>, Reload> reload) {
    var guard = Guard.of(listener);
    return Map.of(
        "/admin/reload", new Guarded(guard, "POST", new ReloadEndpoint(reload)),
        "/admin/sinks", new Guarded(guard, "GET", new SinksEndpoint(delivery)),
        "/admin/wal/*", new Guarded(guard, "POST", new DeadLettersEndpoint(delivery)));
  }
}
