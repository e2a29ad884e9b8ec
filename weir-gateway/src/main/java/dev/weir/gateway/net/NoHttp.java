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
    var text = text(request.decoderResult().cause());
    var response = request.response();
    response
        .setStatusCode(Integer.parseInt(text.substring(0, 3)))
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .putHeader("Connection", "close")
        .end(text)
        .onComplete(_ -> request.connection().close());
  }

  private static String text(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ -> "414 Request-URI Too Long";
      case TooLongHttpHeaderException _ -> "431 Request Header Fields Too Large";
      default -> "400 Bad Request";
    };
  }
}
