package dev.weir.gateway.net;

import dev.weir.Caller;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// Watches one request for the [RequestLog], whoever answers it and how. On its event loop.
final class Watch {
  static final CharSequence ID = HttpHeaders.createOptimized("X-Request-Id");

  private final HttpServerRequest http;
  private final Net net;
  private final String client;
  private final long begunNanos;
  private volatile @Nullable String principal;

  private Watch(HttpServerRequest http, Net net) {
    this.http = http;
    this.net = net;
    this.client = Net.client(http.remoteAddress());
    this.begunNanos = net.nanos();
  }

  static Watch begin(HttpServerRequest http, Net net, RequestLog log) {
    var watch = new Watch(http, net);
    http.response().endHandler(_ -> log.ended(watch.ended()));
    return watch;
  }

  /// Hears who was found to send it. Any thread.
  void introduce(Caller caller) {
    principal = caller.name();
  }

  private EndedRequest ended() {
    var response = http.response();
    var certificate = Shown.certificate(http);
    return new EndedRequest(
        client,
        principal,
        http.method().name(),
        String.valueOf(http.path()),
        response.headWritten() ? response.getStatusCode() : 0,
        http.bytesRead(),
        response.bytesWritten(),
        net.nanos() - begunNanos,
        response.headers().get(ID),
        Shown.protocol(http),
        certificate == null ? null : certificate.getSubjectX500Principal().getName());
  }
}
