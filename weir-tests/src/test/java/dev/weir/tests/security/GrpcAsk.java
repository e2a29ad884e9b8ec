package dev.weir.tests.security;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Calls of one message over gRPC, of which the status counts.
final class GrpcAsk implements AutoCloseable {
  private static final int WAIT_SECONDS = 30;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClientAgent client;
  private final int port;

  /// In clear text.
  GrpcAsk(int port) {
    this(port, new HttpClientOptions());
  }

  GrpcAsk(int port, HttpClientOptions options) {
    options.setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false);
    this.port = port;
    this.client = vertx.createHttpClient(options);
  }

  /// The status, and the text where there is one.
  String call(String method, byte[] message, Map<String, String> metadata) {
    var body = Buffer.buffer().appendByte((byte) 0).appendInt(message.length).appendBytes(message);
    var told = Promise.<String>promise();
    // On one loop from the beginning, or the end of an answer might come before who waits for it.
    vertx.runOnContext(_ -> asked(method, body, metadata).onComplete(told));
    return await(told.future());
  }

  private Future<String> asked(String method, Buffer body, Map<String, String> metadata) {
    return client
        .request(HttpMethod.POST, port, "127.0.0.1", method)
        .compose(request -> {
          request.putHeader("content-type", "application/grpc").putHeader("te", "trailers");
          metadata.forEach(request::putHeader);
          return request.send(body);
        })
        .compose(response -> response.body().map(_ -> status(response)));
  }

  private static String status(HttpClientResponse response) {
    var trailer = response.getTrailer("grpc-status");
    return trailer == null
        ? response.getHeader("grpc-status") + " " + response.getHeader("grpc-message")
        : trailer;
  }

  /// A message to be produced: topic, value, offset 1.
  static byte[] message(String topic, String value) {
    var buffer = Buffer.buffer();
    for (var part : Map.of((byte) 0x0A, topic, (byte) 0x12, value).entrySet()) {
      var bytes = part.getValue().getBytes(StandardCharsets.US_ASCII);
      buffer.appendByte(part.getKey()).appendByte((byte) bytes.length).appendBytes(bytes);
    }
    return buffer.appendByte((byte) 0x18).appendByte((byte) 1).getBytes();
  }

  private static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
