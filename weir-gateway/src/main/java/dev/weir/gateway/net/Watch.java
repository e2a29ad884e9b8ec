package dev.weir.gateway.net;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/// Watches one request for the [RequestLog], whoever answers it and how. On its event loop.
final class Watch {
  static final CharSequence ID = HttpHeaders.createOptimized("X-Request-Id");

  private final HttpServerRequest http;
  private final Net net;
  private final String client;
  private final long begunNanos;

  private Watch(HttpServerRequest http, Net net) {
    this.http = http;
    this.net = net;
    this.client = Net.client(http.remoteAddress());
    this.begunNanos = net.nanos();
  }

  static void begin(HttpServerRequest http, Net net, RequestLog log) {
    var watch = new Watch(http, net);
    http.response().endHandler(_ -> log.ended(watch.ended()));
  }

  private EndedRequest ended() {
    var response = http.response();
    return new EndedRequest(
        client,
        http.method().name(),
        String.valueOf(http.path()),
        response.headWritten() ? response.getStatusCode() : 0,
        http.bytesRead(),
        response.bytesWritten(),
        net.nanos() - begunNanos,
        response.headers().get(ID));
  }
}
