package dev.weir.gateway.net;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/// What is answered to bytes that are no HTTP, before there is a request: a status and its words,
/// as Go's HTTP library has it. The connection ends, for nobody knows where the next request
/// begins.
final class NoHttp {
  private NoHttp() {}

  static void answer(HttpServerRequest request) {
    var breach = breach(request);
    var response = request.response();
    response
        .setStatusCode(breach.status())
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .putHeader("Connection", "close")
        .end(breach.text)
        .onComplete(_ -> request.connection().close());
  }

  private static Breach breach(HttpServerRequest request) {
    var guard = HttpGuard.of(request.connection());
    var breach = guard == null ? null : guard.breach();
    if (breach != null) return breach;
    return switch (request.decoderResult().cause()) {
      case TooLongHttpLineException _ -> Breach.LONG_LINE;
      case TooLongHttpHeaderException _ -> Breach.LARGE_HEAD;
      default -> Breach.NO_HTTP;
    };
  }
}
