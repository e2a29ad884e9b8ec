package dev.weir.gateway.net;

import dev.weir.metrics.Counter;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The connections of all TCP ports: how many are open, and how many may be. One too many is closed
/// as soon as it is there. Any thread.
public final class Connections {
  private static final Duration HEAD_AT_MOST = Duration.ofSeconds(10);
  private static final String REFUSED = "weir_connections_refused";
  private static final String REFUSED_HELP =
      "TCP connections that were closed at once: there were too many, or too many of one client.";

  /// How many there may be.
  ///
  /// @param all of all clients
  /// @param perClient how many of one address
  public record Limits(int all, int perClient) {
    static final Limits NONE = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private final Supplier<Limits> limits;

  /// How long a client may take from its connection, or from the first byte of a request, to the
  /// end of the request's head.
  final Duration headAtMost;

  private final Counter tooMany;
  private final Counter tooManyOfOne;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentMap<InetAddress, Integer> ofClients = new ConcurrentHashMap<>();

  private Connections(Supplier<Limits> limits, Metrics metrics, Duration headAtMost) {
    this.limits = limits;
    this.headAtMost = headAtMost;
    this.tooMany = metrics.counter(REFUSED, REFUSED_HELP, new Label("limit", "all"));
    this.tooManyOfOne = metrics.counter(REFUSED, REFUSED_HELP, new Label("limit", "client"));
    metrics.gauge("weir_connections", "TCP connections that are open.", open::get);
  }

  /// No more than the limits say.
  ///
  /// @param limits asked for at each connection
  public static Connections limited(Supplier<Limits> limits, Metrics metrics) {
    return new Connections(limits, metrics, HEAD_AT_MOST);
  }

  /// As many as come.
  ///
  /// @param headAtMost how long a client may take for the head of a request
  public static Connections unlimited(Duration headAtMost) {
    return new Connections(() -> Limits.NONE, new Metrics(), headAtMost);
  }

  static Connections unlimited() {
    return unlimited(HEAD_AT_MOST);
  }

  /// Whether this one may stay; it is counted until it closes.
  boolean admit(Channel connection) {
    var client = client(connection);
    var allowed = limits.get();
    var all = open.incrementAndGet();
    var ofClient = client == null ? 0 : ofClients.merge(client, 1, Integer::sum);
    if (all > allowed.all() || ofClient > allowed.perClient()) {
      gone(client);
      (all > allowed.all() ? tooMany : tooManyOfOne).add(1);
      return false;
    }
    var _ = connection.closeFuture().addListener(_ -> gone(client));
    return true;
  }

  private void gone(@Nullable InetAddress client) {
    open.decrementAndGet();
    if (client != null) ofClients.computeIfPresent(client, (_, now) -> now == 1 ? null : now - 1);
  }

  /// Null where it has gone already.
  private static @Nullable InetAddress client(Channel connection) {
    return connection.remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress()
        : null;
  }
}
