package dev.weir.gateway;

import dev.weir.config.WeirConfig;
import dev.weir.gateway.health.Liveness;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.once.Once;
import dev.weir.gateway.rest.web.Cors;
import dev.weir.gateway.topics.TopicsIngress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// What each HTTP port serves, by path: one all of it, the others one protocol alone, as it was
/// before Weir.
///
/// @param settings those in force
/// @param once has a request with a key carried out once
/// @param rest the REST proxy
/// @param push the ingress of `POST /push`
/// @param metrics what tells the figures
/// @param readiness what tells whether messages are taken in
record Sites(
    Context context,
    Supplier<WeirConfig> settings,
    Once once,
    Endpoint rest,
    Endpoint push,
    Endpoint metrics,
    Endpoint readiness) {
  private static final String ELSEWHERE = "/*";

  /// @param admin what is served beneath `/admin`
  Map<String, Endpoint> all(Map<String, Endpoint> admin) {
    var all = new HashMap<>(admin);
    all.put(ELSEWHERE, proxy());
    all.putAll(TopicsIngress.shared(context, settings, proxy(), once::around));
    all.put("/push", once.around(push));
    all.put("/metrics", metrics);
    all.put("/healthz", new Liveness());
    all.put("/readyz", readiness);
    return all;
  }

  Map<String, Endpoint> pushAlone() {
    return Map.of("/push", once.around(push), ELSEWHERE, new Nothing());
  }

  Map<String, Endpoint> topicsAlone() {
    return TopicsIngress.alone(context, settings, once::around);
  }

  Map<String, Endpoint> restAlone() {
    return Map.of(ELSEWHERE, proxy(), "/metrics", metrics);
  }

  private Endpoint proxy() {
    return forPages(once.around(rest));
  }

  private Endpoint forPages(Endpoint endpoint) {
    return new Cors(endpoint, () -> settings.get().rest());
  }

  Map<String, Endpoint> metricsAlone() {
    return Map.of(
        "/metrics",
        metrics,
        "/healthz",
        new Liveness(),
        "/health/live",
        new Liveness(),
        "/healthy",
        new Liveness(),
        "/readyz",
        readiness,
        "/health/ready",
        readiness,
        "/ready",
        readiness,
        ELSEWHERE,
        new Nothing());
  }
}
