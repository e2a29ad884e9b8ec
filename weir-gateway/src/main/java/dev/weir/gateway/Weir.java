package dev.weir.gateway;

import dev.weir.Clock;
import dev.weir.config.Address;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.access.AccessLog;
import dev.weir.gateway.admin.Admin;
import dev.weir.gateway.admin.Reload;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.frames.FramesIngress;
import dev.weir.gateway.grpc.GrpcIngress;
import dev.weir.gateway.health.Readiness;
import dev.weir.gateway.metrics.MetricsEndpoint;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.HttpLimits;
import dev.weir.gateway.net.Net;
import dev.weir.gateway.once.Once;
import dev.weir.gateway.push.PushIngress;
import dev.weir.gateway.rest.RestIngress;
import dev.weir.metrics.Metrics;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A running gateway, and the composition root: the one place that makes services and reads the
/// clock.
///
/// What is opened first is closed last, so a stop runs with the stream: the listeners take no more
/// and see their requests answered, the delivery finishes what it accepted, the producer closes.
public final class Weir implements AutoCloseable {
  /// How long a connection may be silent when no answer is due.
  private static final Duration IDLE = Duration.ofSeconds(60);

  private static final Duration SLACK = Duration.ofSeconds(5);

  private final Closer opened = new Closer();
  private final Map<String, Integer> ports = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Clock clock = new SystemClock();
  private final Metrics metrics = new Metrics();
  private final Settings settings;
  private final Supplier<WeirConfig> source;
  private final Delivery delivery;
  private final Cluster cluster;
  private final Once once;
  private final Dashboards dashboards;

  /// Set by the start, before anybody can ask for a reload.
  private @Nullable AccessLog accessLog;

  private Weir(WeirConfig config, Supplier<WeirConfig> source) {
    this.settings = new Settings(config);
    this.once =
        opened.own(Once.open(settings::current, metrics, clock)); // it hears of the last outcomes
    this.dashboards = Dashboards.of(config.metrics(), metrics, clock);
    var sinks = new Sinks(() -> settings.current().routes(), metrics, clock, dashboards);
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
    accessLog = AccessLog.ifAsked(config.accessLog(), metrics, clock);
    if (accessLog != null) opened.own(accessLog);
    var net = opened.own(Net.start(clock, accessLog));
    var context = new Context(net, delivery, metrics, cluster);
    var listeners = opened.own(new Together());
    opened.own(cluster); // before them: what waits for its answer must not hold up their end
    http(config, context, listeners);
    if (config.listen().grpc() instanceof Address.Tcp address) {
      var grpc = GrpcIngress.start(address, context, settings::current);
      ports.put("grpc", listeners.own(grpc).port());
    }
    var frames = new FramesIngress(context, settings::current);
    var socket = config.listen().unix();
    if (socket != null) listeners.own(frames.open(socket));
    var ackedSocket = config.listen().unixAcked();
    if (ackedSocket != null) listeners.own(frames.openAcked(ackedSocket));
  }

  private void http(WeirConfig config, Context context, Together listeners) {
    var limits =
        new HttpLimits(config.limits().requestBytes(), delivery.budget(), silentAtMost(config));
    var opening = new HttpPorts(context.net(), limits, listeners, ports);
    var sites = sites(context);
    var listen = config.listen();
    opening.open(
        "http",
        listen.http(),
        address -> sites.all(Admin.endpoints(address, delivery, settings::current, this::reload)));
    opening.open("push", listen.push(), _ -> sites.pushAlone());
    opening.open("topics", listen.topics(), _ -> sites.topicsAlone());
    opening.open("rest", listen.rest(), _ -> sites.restAlone());
    opening.open("metrics", listen.metrics(), _ -> sites.metricsAlone());
  }

  /// Kafka's word on a message may be due, or records for a read.
  private static Duration silentAtMost(WeirConfig config) {
    var outcome = config.kafka().outcomeAtMost().plus(IDLE);
    var read = config.consumers().answerAtMost().plus(SLACK);
    return outcome.compareTo(read) > 0 ? outcome : read;
  }

  private Sites sites(Context context) {
    var readiness = opened.own(new Readiness(cluster, delivery, clock));
    return new Sites(
        context,
        settings::current,
        once,
        opened
            .own(
                new RestIngress(context, cluster, settings::current, readiness::state, this::ports))
            .site(),
        new PushIngress(delivery, settings::current, dashboards.kprf()),
        new MetricsEndpoint(metrics),
        readiness);
  }

  /// Reads the settings again and puts them in force, as far as that goes without a start.
  public Reload reload() {
    return reload(Set.of());
  }

  private Reload reload(Set<String> swapped) {
    if (accessLog != null) accessLog.renew(); // also where the settings turn out to be wrong
    return settings.change(source.get(), swapped, delivery);
  }

  /// Puts other settings in force, as far as that goes without a start. Where a sink cannot be
  /// opened, nothing changes and the reason is thrown.
  public Reload reload(WeirConfig next) {
    return settings.change(next, Set.of(), delivery);
  }

  /// The ports that are open, by name, also where any free one was asked for.
  public Map<String, Integer> ports() {
    return ports;
  }

  @Override
  public void close() {
    opened.close();
  }
}
