package dev.weir.gateway;

import dev.weir.Role;
import dev.weir.config.Address;
import dev.weir.config.ListenConfig;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.console.ConsoleEndpoint;
import dev.weir.gateway.console.Welcome;
import dev.weir.gateway.door.Door;
import dev.weir.gateway.door.Entry;
import dev.weir.gateway.health.Liveness;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.once.Once;
import dev.weir.gateway.rest.RestIngress;
import dev.weir.gateway.topics.TopicsIngress;
import dev.weir.gateway.web.Cors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What each HTTP port serves, by path, and behind which door: one all of it, the others one
/// protocol alone, as it was before Weir, or what is for operators alone.
///
/// @param settings those in force
/// @param once has a request with a key carried out once
/// @param door knows who asks
/// @param rest the REST proxy
/// @param push the ingress of `POST /push`
/// @param metrics what tells the figures
/// @param readiness what tells whether messages are taken in
record Sites(
    Context context,
    Supplier<WeirConfig> settings,
    Once once,
    Door door,
    RestIngress rest,
    Endpoint push,
    Endpoint metrics,
    Endpoint readiness) {
  private static final String ELSEWHERE = "/*";
  private static final String METRICS = "/metrics";
  private static final String CREATION = "/admin/topics";
  private static final List<String> DESCRIPTIONS = List.of("/openapi.json", "/openapi");

  /// What other ports do not have where operators have one of their own.
  private static final List<String> OF_OPERATORS =
      List.of("/admin", "/admin/*", "/api", "/api/*", "/console", "/console/*", METRICS);

  /// @param inner what is for the console and for operators, behind its door
  Map<String, Endpoint> all(Map<String, Endpoint> inner) {
    var entry = door.entry("http").at(listen().http()).with(rest.letters());
    var proxy = proxy(entry);
    var all = new HashMap<>(health(entry));
    all.put("/", apart() ? proxy : new Welcome(proxy));
    all.putAll(apart() ? Map.of() : operators(inner));
    all.put(ELSEWHERE, proxy);
    all.put(CREATION, proxy); // which is the proxy's own, also where operators are apart
    all.putAll(TopicsIngress.shared(context, settings, proxy, doors(entry)));
    all.put("/push", push(entry));
    return without(all);
  }

  Map<String, Endpoint> operatorsAlone(Map<String, Endpoint> inner) {
    var entry = door.entry("admin").at(listen().admin());
    var all = new HashMap<>(operators(inner));
    all.putAll(health(entry));
    all.put("/", new Welcome(new Nothing()));
    DESCRIPTIONS.forEach(path -> all.put(path, entry.before(rest.site())));
    all.put(ELSEWHERE, new Nothing());
    return all;
  }

  private Map<String, Endpoint> operators(Map<String, Endpoint> inner) {
    var all = new HashMap<>(inner);
    all.putAll(new ConsoleEndpoint().endpoints());
    all.put(METRICS, figures());
    return all;
  }

  /// Whether operators have a port of their own.
  private boolean apart() {
    return listen().admin() instanceof Address.Tcp;
  }

  private ListenConfig listen() {
    return settings.get().listen();
  }

  private Map<String, Endpoint> without(Map<String, Endpoint> all) {
    if (!apart()) return all;
    OF_OPERATORS.forEach(path -> all.put(path, new Nothing()));
    DESCRIPTIONS.forEach(path -> all.put(path, new Nothing()));
    return all;
  }

  private Map<String, Endpoint> health(Entry entry) {
    return Map.of("/healthz", new Liveness(), "/readyz", entry.brief(readiness));
  }

  /// Beside messages: who opens a port for those does not open this, which tells of all topics.
  /// That of operators cannot be opened.
  private Endpoint figures() {
    return metrics(door.entry("admin").at(listen().operators()));
  }

  private Endpoint metrics(Entry entry) {
    return entry.beforeAll(metrics, Role.READ);
  }

  private Endpoint push(Entry entry) {
    return entry.before(once.around(push), Role.PRODUCE);
  }

  private TopicsIngress.Doors doors(Entry entry) {
    return new TopicsIngress.Doors(
        names -> entry.before(names, Role.READ),
        messages -> entry.before(once.around(messages), Role.PRODUCE));
  }

  Map<String, Endpoint> pushAlone() {
    return Map.of("/push", push(door.entry("push").at(listen().push())), ELSEWHERE, new Nothing());
  }

  Map<String, Endpoint> topicsAlone() {
    var entry = door.entry("topics").at(listen().topics());
    return TopicsIngress.alone(context, settings, doors(entry));
  }

  Map<String, Endpoint> restAlone() {
    var entry = door.entry("rest").at(listen().rest()).with(rest.letters());
    var all = new HashMap<String, Endpoint>();
    all.put(ELSEWHERE, proxy(entry));
    all.put(METRICS, figures());
    all.put(CREATION, proxy(entry));
    return without(all);
  }

  /// Whoever asks for a page of another site is judged first: a browser sends no key before that.
  private Endpoint proxy(Entry entry) {
    return new Cors(entry.before(once.around(rest.site())), () -> settings.get().rest());
  }

  Map<String, Endpoint> metricsAlone() {
    var entry = door.entry("metrics").at(listen().metrics());
    var ready = entry.brief(readiness);
    return Map.of(
        METRICS,
        metrics(entry),
        "/healthz",
        new Liveness(),
        "/health/live",
        new Liveness(),
        "/healthy",
        new Liveness(),
        "/readyz",
        ready,
        "/health/ready",
        ready,
        "/ready",
        ready,
        ELSEWHERE,
        new Nothing());
  }
}
