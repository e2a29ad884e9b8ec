package dev.weir.tests.security;

import dev.weir.config.Address;
import dev.weir.delivery.Budget;
import dev.weir.gateway.net.Answer;
import dev.weir.gateway.net.Connections;
import dev.weir.gateway.net.Endpoint;
import dev.weir.gateway.net.HttpLimits;
import dev.weir.gateway.net.HttpPort;
import dev.weir.gateway.net.Net;
import dev.weir.metrics.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// An HTTP port with nothing behind it, which notes what it was asked.
final class BarePort implements AutoCloseable {
  private static final Duration SILENT_AT_MOST = Duration.ofSeconds(60);
  static final int BODY_BYTES = 1 << 20;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Budget budget = new Budget(16L * BODY_BYTES);
  private final Net net;
  private final HttpPort port;

  BarePort() {
    this(Connections.unlimited(Duration.ofSeconds(10)));
  }

  BarePort(Connections connections) {
    this(connections, SILENT_AT_MOST, "yes");
  }

  /// @param answer to all requests
  BarePort(Connections connections, Duration silentAtMost, String answer) {
    net = Net.start(System::nanoTime, null, connections, new Metrics());
    Endpoint noting =
        exchange -> {
          asked.add(exchange.rawPath());
          exchange.answer(Answer.text(200, answer));
        };
    var limits = new HttpLimits(BODY_BYTES, budget, silentAtMost);
    port = HttpPort.open(net, new Address.Tcp("127.0.0.1", 0), Map.of("/*", noting), limits);
  }

  int port() {
    return port.port();
  }

  /// The paths that were handed to the endpoint so far.
  List<String> asked() {
    return asked;
  }

  /// The memory that bodies and answers have.
  Budget budget() {
    return budget;
  }

  @Override
  public void close() {
    port.close();
    net.close();
  }
}
