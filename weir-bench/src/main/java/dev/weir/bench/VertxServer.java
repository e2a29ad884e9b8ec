package dev.weir.bench;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/// A Vert.x HTTP server on the native transport, one acceptor of requests per event loop.
final class VertxServer {
  private static final Buffer ANSWER = Buffer.buffer(NettyFloor.ANSWER);
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

  /// Vert.x' word for "any free port, and the same one for every instance of this deployment".
  private static final int SHARED_FREE_PORT = -1;

  private VertxServer() {}

  /// Starts it and returns its port. The handler also gets the context whose event loop calls it.
  static int listen(int loops, BiConsumer<HttpServerRequest, Context> handler)
      throws ExecutionException, InterruptedException, TimeoutException {
    var options = new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops);
    var vertx = Vertx.vertx(options);
    if (!vertx.isNativeTransportEnabled()) {
      throw new IllegalStateException(
          "Vert.x has no native transport here", vertx.unavailableNativeTransportCause());
    }
    var port = new AtomicInteger();
    vertx
        .deployVerticle(
            () ->
                context ->
                    vertx
                        .createHttpServer()
                        .requestHandler(request -> handler.accept(request, context))
                        .listen(SHARED_FREE_PORT, "127.0.0.1")
                        .onSuccess(server -> port.set(server.actualPort())),
            new DeploymentOptions().setInstances(loops))
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    return port.get();
  }

  static void answerOk(HttpServerRequest request) {
    request.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(ANSWER);
  }
}
