package dev.weir.gateway.rest.consumers;

import dev.weir.gateway.rest.web.Blocking;
import dev.weir.gateway.rest.web.Route;
import java.util.List;

/// The calls beneath `/consumers`.
public final class ConsumerRoutes {
  public ConsumerRoutes(Instances instances, Blocking blocking) {}

  public List<Route> all() {
    return List.of();
  }
}
