package dev.weir.gateway.net;

import dev.weir.config.Address;
import io.vertx.core.Future;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// An HTTP listener: HTTP/1.1 and HTTP/2. In clear text, the latter is with prior knowledge or by
/// upgrade; within TLS, ALPN tells.
public final class HttpPort implements AutoCloseable {
  /// Of one connection at one time.
  private static final int STREAMS_MAX = 1_000;

  /// Wider than one stream's, or a request that pauses would hold up its connection.
  private static final int CONNECTION_WINDOW_BYTES = 16 << 20;

  /// How long a client may hold room that others need without sending on.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long SHUTDOWN_SECONDS = 5;

  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private final List<HttpLoop> loops = new CopyOnWriteArrayList<>();
  private final Listeners listeners;

  private HttpPort(Net net, Place place, Map<String, Endpoint> endpoints, HttpLimits limits) {
    var room = new CallRoom(limits.budget(), PATIENCE);
    listeners =
        Listeners.open(
            net,
            place.address(),
            shared -> {
              var loop = new HttpLoop(net, endpoints, limits, room);
              loops.add(loop);
              var server =
                  server(net, place, limits)
                      .requestHandler(loop::handle)
                      .invalidRequestHandler(NoHttp::answer);
              servers.add(server);
              return server.listen(shared).map(HttpServer::actualPort);
            });
  }

  /// Opens the port. A path that is not an endpoint's is answered 404; `/a/*` stands for all paths
  /// beneath `/a`, and `/*` for all that nothing else stands for.
  public static HttpPort open(
      Net net, Place place, Map<String, Endpoint> endpoints, HttpLimits limits) {
    return new HttpPort(net, place, endpoints, limits);
  }

  /// The same without TLS.
  public static HttpPort open(
      Net net, Address.Tcp address, Map<String, Endpoint> endpoints, HttpLimits limits) {
    return open(net, Place.plain(address), endpoints, limits);
  }

  private static HttpServer server(Net net, Place place, HttpLimits limits) {
    var encryption = place.encryption();
    if (encryption == null) return net.vertx().createHttpServer(options(limits));
    var options = encryption.within(options(limits), HttpVersion.HTTP_2, HttpVersion.HTTP_1_1);
    return encryption.follow(net.vertx().createHttpServer(options));
  }

  private static HttpServerOptions options(HttpLimits limits) {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(true)
        .setMaxHeaderSize(HeadCheck.HEAD_BYTES_MAX)
        .setMaxInitialLineLength(HeadCheck.LINE_BYTES_MAX)
        .setIdleTimeout((int) limits.silentAtMost().toSeconds())
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setTcpNoDelay(true)
        .setInitialSettings(settings())
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
        // Their handlers take no more than 128 pipelined requests, and there are no WebSockets
        // here.
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
  }

  private static Http2Settings settings() {
    return new Http2Settings()
        .setMaxConcurrentStreams(STREAMS_MAX)
        .setMaxHeaderListSize(HeadCheck.HEAD_BYTES_MAX);
  }

  public int port() {
    return listeners.port();
  }

  /// Takes no more connections, sees the open requests answered for a bounded time, then closes.
  @Override
  public void close() {
    loops.forEach(HttpLoop::stop);
    var shutdowns =
        servers.stream()
            .map(server -> server.shutdown(SHUTDOWN_SECONDS, TimeUnit.SECONDS))
            .toList();
    try {
      Net.await(Future.join(shutdowns), "The HTTP port did not close");
    } finally {
      listeners.close();
    }
  }
}
