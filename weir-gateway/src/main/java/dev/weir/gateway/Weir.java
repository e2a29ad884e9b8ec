package dev.weir.gateway;

import dev.weir.Clock;
import dev.weir.config.Address;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.health.Liveness;
import dev.weir.gateway.health.Readiness;
import dev.weir.gateway.metrics.MetricsEndpoint;
import dev.weir.gateway.net.HttpLimits;
import dev.weir.gateway.net.HttpPort;
import dev.weir.gateway.net.Net;
import dev.weir.gateway.push.PushIngress;
import dev.weir.metrics.Metrics;
import dev.weir.sink.kafka.KafkaSink;
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
      var ports = new LinkedHashMap<String, Integer>();
      Clock clock = System::nanoTime;
      var metrics = new Metrics();
      var kafka = KafkaSink.opener(config.kafka(), metrics, clock);
      var delivery = building.own(Delivery.start(config.limits(), kafka, metrics, clock));
      var net = building.own(Net.start(clock));
      var ready = building.own(new Readiness(config.kafka(), clock));
      if (config.listen().http() instanceof Address.Tcp address) {
        var endpoints =
            Map.of(
                "/push", new PushIngress(delivery),
                "/metrics", new MetricsEndpoint(metrics),
                "/healthz", new Liveness(),
                "/readyz", ready);
        var limits = new HttpLimits(config.limits().requestBytes(), delivery.budget());
        ports.put("http", building.own(HttpPort.open(net, address, endpoints, limits)).port());
      }
      return new Weir(building.release(), ports);
    }
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
