package dev.weir.gateway;

import static java.util.Objects.requireNonNull;

import dev.weir.Clock;
import dev.weir.config.Address;
import dev.weir.config.Cautions;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.access.AccessLog;
import dev.weir.gateway.admin.Admin;
import dev.weir.gateway.admin.Reload;
import dev.weir.gateway.api.Surroundings;
import dev.weir.gateway.api.about.Run;
import dev.weir.gateway.api.delivery.Reloading;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.door.Door;
import dev.weir.gateway.frames.FramesIngress;
import dev.weir.gateway.grpc.GrpcIngress;
import dev.weir.gateway.health.Readiness;
import dev.weir.gateway.metrics.MetricsEndpoint;
import dev.weir.gateway.net.Connections;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.HttpLimits;
import dev.weir.gateway.net.Net;
import dev.weir.gateway.net.OpenFiles;
import dev.weir.gateway.once.Once;
import dev.weir.gateway.push.PushIngress;
import dev.weir.gateway.rest.RestIngress;
import dev.weir.gateway.tls.Certificates;
import dev.weir.gateway.tracing.Tracing;
import dev.weir.gateway.web.Blocking;
import dev.weir.metrics.Metrics;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running gateway, and the composition root: the one place that makes services and reads the
/// clock.
///
/// What is opened first is closed last, so a stop runs with the stream: the listeners take no more
/// and see their requests answered, the delivery finishes what it accepted, the producer closes.
public final class Weir implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Weir.class);

  /// How long a connection may be silent when no answer is due.
  private static final Duration IDLE = Duration.ofSeconds(60);

  private static final Duration SLACK = Duration.ofSeconds(5);

  private final Closer opened = new Closer();
  private final Map<String, Integer> ports = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Clock clock = new SystemClock();
  private final Metrics metrics = new Metrics();
  private final Settings settings;
  private final Reloads reloads;
  private final Supplier<WeirConfig> source;
  private final Delivery delivery;
  private final Cluster cluster;
  private final Once once;
  private final Tracing tracing;
  private final Dashboards dashboards;
  private final Certificates certificates;

  /// Set by the start, before anybody can ask for a reload.
  private @Nullable AccessLog accessLog;

  /// The same.
  private @Nullable Api api;

  /// The same.
  private @Nullable Net net;

  private Weir(WeirConfig config, Supplier<WeirConfig> source) {
    this.settings = new Settings(config, clock);
    this.certificates =
        opened.own(Certificates.open(() -> settings.current().tls(), metrics, clock));
    this.reloads = new Reloads(metrics, settings::loadedMillis);
    this.tracing =
        opened.own(
            Tracing.start(
                config.tracing(),
                () -> settings.current().limits().messageBytes(),
                metrics,
                clock)); // it hears of the last outcomes, too
    this.once =
        opened.own(Once.open(settings::current, metrics, clock)); // it hears of the last outcomes
    this.dashboards = Dashboards.of(config.metrics(), metrics, clock);
    var sinks = new Sinks(() -> settings.current().routes(), metrics, clock, dashboards, tracing);
    this.source = source;
    this.delivery = opened.own(delivery(config, sinks));
    this.cluster = new Cluster(() -> settings.current().kafka());
  }

  private Delivery delivery(WeirConfig config, Sinks sinks) {
    try {
      return Delivery.start(config, sinks, metrics, clock);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /// Starts a gateway whose settings stay as they are.
  public static Weir start(WeirConfig config) {
    return start(config, () -> config);
  }

  /// Starts a gateway; what a failed start had opened is closed again.
  ///
  /// @param source reads the settings again, for [#reload]
  public static Weir start(WeirConfig config, Supplier<WeirConfig> source) {
    var weir = new Weir(config, source);
    try {
      weir.listen(config);
      return weir;
    } catch (RuntimeException e) {
      weir.close();
      throw e;
    }
  }

  private void listen(WeirConfig config) {
    Cautions.of(config).forEach(log::warn);
    accessLog = AccessLog.ifAsked(config.accessLog(), metrics, clock);
    if (accessLog != null) opened.own(accessLog);
    var files = OpenFiles.ofProcess();
    files.caution(config.limits().connections()).ifPresent(log::warn);
    var connections = Connections.limited(this::connectionLimits, files, metrics);
    var net =
        opened
            .own(Net.start(clock, accessLog, connections, metrics))
            .with(certificates.encryption());
    this.net = net;
    var context = new Context(net, delivery, metrics, cluster, tracing);
    var listeners = opened.own(new Together());
    opened.own(cluster); // before them: what waits for its answer must not hold up their end
    var door =
        opened.own(
            new Door(
                config.listen().operators(),
                () -> settings.current().auth(),
                delivery.budget(),
                metrics,
                clock));
    http(config, context, listeners, door);
    if (config.listen().grpc() instanceof Address.Tcp address) {
      var place = certificates.place("grpc", address);
      var grpc = GrpcIngress.start(place, context, settings::current, door.entry("grpc"));
      ports.put("grpc", listeners.own(grpc).port());
    }
    var frames = new FramesIngress(context, settings::current);
    var socket = config.listen().unix();
    if (socket != null) listeners.own(frames.open(socket));
    var ackedSocket = config.listen().unixAcked();
    if (ackedSocket != null) listeners.own(frames.openAcked(ackedSocket));
    certificates.watch();
  }

  private Connections.Limits connectionLimits() {
    var limits = settings.current().limits();
    return new Connections.Limits(limits.connections(), limits.connectionsPerClient());
  }

  private void http(WeirConfig config, Context context, Together listeners, Door door) {
    var limits =
        new HttpLimits(config.limits().requestBytes(), delivery.budget(), silentAtMost(config));
    var opening = new HttpPorts(context.net(), certificates, limits, listeners, ports);
    var blocking = new Blocking(delivery.budget());
    var listen = config.listen();
    var surroundings = new Surroundings(context, cluster, blocking, settings::current, this::ports);
    var run = new Run(clock.millis(), settings::loadedMillis, Changes::atStart);
    api = opened.own(new Api(surroundings, run, reloading(), door.routes(blocking)));
    var sites = sites(context, door);
    opening.open("http", listen.http(), _ -> sites.all(inner(door)));
    opening.open("push", listen.push(), _ -> sites.pushAlone());
    opening.open("topics", listen.topics(), _ -> sites.topicsAlone());
    opening.open("rest", listen.rest(), _ -> sites.restAlone());
    opening.open("metrics", listen.metrics(), _ -> sites.metricsAlone());
    opening.open("admin", listen.admin(), _ -> sites.operatorsAlone(inner(door)));
  }

  private Reloading reloading() {
    return new Reloading() {
      @Override
      public WeirConfig read() {
        return source.get();
      }

      @Override
      public Reload check(WeirConfig next) {
        return settings.check(next, delivery);
      }

      @Override
      public Reload reload() {
        return Weir.this.reload();
      }
    };
  }

  /// What is for the console and for operators.
  private Map<String, Endpoint> inner(Door door) {
    var inner = new HashMap<>(Admin.endpoints(door, delivery, settings::current, this::reload));
    inner.put("/api/*", door.before(requireNonNull(api).site()));
    return inner;
  }

  /// Kafka's word on a message may be due, or records for a read.
  private static Duration silentAtMost(WeirConfig config) {
    var outcome = config.kafka().outcomeAtMost().plus(IDLE);
    var read = config.consumers().answerAtMost().plus(SLACK);
    return outcome.compareTo(read) > 0 ? outcome : read;
  }

  private Sites sites(Context context, Door door) {
    var readiness = opened.own(new Readiness(cluster, delivery, clock));
    var rest =
        opened.own(
            new RestIngress(
                context,
                cluster,
                settings::current,
                () -> door.brief(readiness.state()),
                this::ports,
                requireNonNull(api).routes()));
    return new Sites(
        context,
        settings::current,
        once,
        door,
        rest,
        new PushIngress(context, settings::current, dashboards.kprf()),
        new MetricsEndpoint(metrics),
        readiness);
  }

  /// Reads the settings again and puts them in force, as far as that goes without a start.
  public Reload reload() {
    return reload(Set.of());
  }

  private Reload reload(Set<String> swapped) {
    if (accessLog != null) accessLog.renew(); // also where the settings turn out to be wrong
    return reloads.counted(() -> change(source.get(), swapped));
  }

  /// Puts other settings in force, as far as that goes without a start. Where a sink cannot be
  /// opened, nothing changes and the reason is thrown.
  public Reload reload(WeirConfig next) {
    return reloads.counted(() -> change(next, Set.of()));
  }

  private Reload change(WeirConfig next, Set<String> swapped) {
    var fresh = certificates.read(next.tls());
    var reload = settings.change(next, swapped, delivery);
    fresh.use();
    return reload;
  }

  /// The ports that are open, by name, also where any free one was asked for.
  public Map<String, Integer> ports() {
    return ports;
  }

  /// Done when every thread that messages pass has had a turn: while that happens, the gateway is
  /// alive. A lane that waits for a disk has none.
  public CompletableFuture<Void> turn() {
    return CompletableFuture.allOf(requireNonNull(net).turn(), delivery.turn());
  }

  @Override
  public void close() {
    opened.close();
  }
}
