package dev.weir.gateway.net;

import dev.weir.metrics.Counter;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The connections of all ports: how many are open, and how many may be. Any thread.
///
/// One too many over TCP is closed as soon as it is there. Where the process has no files left for
/// more, clients of a Unix socket wait for others to go: what they have written by then would be
/// lost with their connection.
public final class Connections {
  private static final Duration HEAD_AT_MOST = Duration.ofSeconds(10);
  private static final String REFUSED = "weir_connections_refused";
  private static final String REFUSED_HELP =
      "TCP connections that were closed at once: there were too many, or too many of one client,"
          + " or no open files were left for them.";

  /// How many there may be.
  ///
  /// @param all of all clients
  /// @param perClient how many of one address, or of one network of IPv6
  public record Limits(int all, int perClient) {
    static final Limits NONE = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private final Supplier<Limits> limits;
  private final OpenFiles files;

  /// How long a client may take from its connection, or from the first byte of a request, to the
  /// end of the request's head.
  final Duration headAtMost;

  private final Counter tooManyOfAll;
  private final Counter tooManyOfOne;
  private final Counter tooManyFiles;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentMap<String, Integer> ofClients = new ConcurrentHashMap<>();

  /// Unix sockets that take nobody until a connection has ended.
  private final Queue<Channel> full = new ConcurrentLinkedQueue<>();

  private Connections(
      Supplier<Limits> limits, OpenFiles files, Metrics metrics, Duration headAtMost) {
    this.limits = limits;
    this.files = files;
    this.headAtMost = headAtMost;
    this.tooManyOfAll = metrics.counter(REFUSED, REFUSED_HELP, new Label("limit", "all"));
    this.tooManyOfOne = metrics.counter(REFUSED, REFUSED_HELP, new Label("limit", "client"));
    this.tooManyFiles = metrics.counter(REFUSED, REFUSED_HELP, new Label("limit", "files"));
    metrics.gauge("weir_connections", "TCP connections that are open.", open::get);
  }

  /// No more than the limits say, and than the process may have files for.
  ///
  /// @param limits asked for at each connection
  public static Connections limited(Supplier<Limits> limits, OpenFiles files, Metrics metrics) {
    return new Connections(limits, files, metrics, HEAD_AT_MOST);
  }

  /// As many as come.
  ///
  /// @param headAtMost how long a client may take for the head of a request
  public static Connections unlimited(Duration headAtMost) {
    return new Connections(() -> Limits.NONE, OpenFiles.UNLIMITED, new Metrics(), headAtMost);
  }

  static Connections unlimited() {
    return unlimited(HEAD_AT_MOST);
  }

  /// Whether this one may stay; it is counted until it closes.
  boolean admit(Channel connection) {
    var client = client(connection);
    var all = open.incrementAndGet();
    var ofClient = client == null ? 0 : ofClients.merge(client, 1, Integer::sum);
    var tooMany = tooMany(connection, all, ofClient);
    if (tooMany != null) {
      gone(client);
      tooMany.add(1);
      return false;
    }
    var _ =
        connection
            .closeFuture()
            .addListener(_ -> {
              gone(client);
              takeAgain();
            });
    return true;
  }

  /// What counts that there are too many; null where there are not.
  private @Nullable Counter tooMany(Channel connection, int all, int ofClient) {
    var allowed = limits.get();
    if (all > allowed.all()) return tooManyOfAll;
    if (ofClient > allowed.perClient()) return tooManyOfOne;
    return files.isKept(connection) ? tooManyFiles : null;
  }

  private void gone(@Nullable String client) {
    open.decrementAndGet();
    if (client != null) ofClients.computeIfPresent(client, (_, now) -> now == 1 ? null : now - 1);
  }

  /// Takes a client of a Unix socket, and no other where it has one of the last files. On the
  /// thread that accepts.
  void admit(Channel connection, Channel socket) {
    if (files.isKept(connection)) {
      socket.config().setAutoRead(false);
      full.add(socket);
    }
    var _ = connection.closeFuture().addListener(_ -> takeAgain());
  }

  /// One socket for one connection that has ended. Each that waits has let in one of the last, so
  /// it is sure to have its turn.
  private void takeAgain() {
    var socket = full.poll();
    if (socket != null) socket.eventLoop().execute(() -> socket.config().setAutoRead(true));
  }

  /// By what it is counted; null where it has gone already.
  private static @Nullable String client(Channel connection) {
    return connection.remoteAddress() instanceof InetSocketAddress address
        ? Network.of(address.getAddress())
        : null;
  }
}
