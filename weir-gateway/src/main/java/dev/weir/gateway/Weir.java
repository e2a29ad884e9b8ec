package dev.weir.gateway;

import dev.weir.config.AcksConfig;
import dev.weir.config.Address;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.frames.FramesIngress;
import dev.weir.gateway.grpc.GrpcIngress;
import dev.weir.gateway.health.Liveness;
import dev.weir.gateway.health.Readiness;
import dev.weir.gateway.metrics.MetricsEndpoint;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.HttpLimits;
import dev.weir.gateway.net.HttpPort;
import dev.weir.gateway.net.Net;
import dev.weir.gateway.push.PushIngress;
import dev.weir.metrics.Metrics;
import java.util.LinkedHashMap;
import java.util.Map;

/// A running gateway, and the composition root: the one place that makes services and reads the
/// clock.
///
/// What is opened first is closed last, so a stop runs with the stream: the listeners take no more
/// and see their requests answered, the delivery finishes what it accepted, the producer closes.
public final class Weir implements AutoCloseable {
  private final Closer opened;
  private final Map<String, Integer> ports;

  private Weir(Closer opened, Map<String, Integer> ports) {
    this.opened = opened;
    this.ports = ports;
  }

  /// Starts a gateway; what a failed start had opened is closed again.
  public static Weir start(WeirConfig config) {
    try (var building = new Closer()) {
      var clock = new SystemClock();
      var metrics = new Metrics();
      var sinks = new Sinks(metrics, clock);
      var delivery = building.own(Delivery.start(config, sinks::opener, metrics, clock));
      var net = building.own(Net.start(clock));
      var context = new Context(net, delivery, metrics);
      var ports = new LinkedHashMap<String, Integer>();
      if (config.listen().http() instanceof Address.Tcp address) {
        var ready = building.own(new Readiness(config.kafka(), clock));
        var limits =
            new HttpLimits(
                config.limits().requestBytes(), delivery.budget(), config.kafka().outcomeAtMost());
        var endpoints = endpoints(context, config.acks(), ready);
        ports.put("http", building.own(HttpPort.open(net, address, endpoints, limits)).port());
      }
      if (config.listen().grpc() instanceof Address.Tcp address) {
        ports.put(
            "grpc", building.own(GrpcIngress.start(address, context, config.acks().grpc())).port());
      }
      var socket = config.listen().unix();
      if (socket != null) {
        building.own(FramesIngress.start(socket, context, config.limits(), config.acks().frames()));
      }
      return new Weir(building.release(), ports);
    }
  }

  private static Map<String, Endpoint> endpoints(
      Context context, AcksConfig acks, Readiness ready) {
    return Map.of(
        "/push", new PushIngress(context.delivery(), acks.push(), acks.pushWaiting()),
        "/metrics", new MetricsEndpoint(context.metrics()),
        "/healthz", new Liveness(),
        "/readyz", ready);
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
