package dev.weir.tests.faults;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One gRPC stream that sends numbers, each as soon as an earlier one is acknowledged. Its event
/// loop alone touches it, but for [#acknowledged].
final class GrpcLoad implements AutoCloseable {
  private static final int UNANSWERED = 100;

  private final Vertx vertx = Vertx.vertx();

  /// Held, for one that nobody holds is closed at the next garbage collection.
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false));

  private final byte[] topic;
  private final AtomicLong acknowledged = new AtomicLong();
  private long sent;
  private Buffer unread = Buffer.buffer();

  /// How it ended; null while it runs.
  private volatile @Nullable String end;

  private GrpcLoad(String topic) {
    this.topic = topic.getBytes(StandardCharsets.US_ASCII);
  }

  static GrpcLoad start(int port, String topic) {
    var load = new GrpcLoad(topic);
    load.open(port);
    return load;
  }

  private void open(int port) {
    client
        .request(HttpMethod.POST, port, "127.0.0.1", "/KafkaAmbassador/Produce")
        .onSuccess(this::begin)
        .onFailure(this::ended);
  }

  private void begin(HttpClientRequest request) {
    request.putHeader("content-type", "application/grpc").putHeader("te", "trailers");
    request.exceptionHandler(this::ended);
    request
        .response()
        .onFailure(this::ended)
        .onSuccess(response ->
            response
                .exceptionHandler(this::ended)
                .endHandler(_ -> end = "status " + response.getTrailer("grpc-status"))
                .handler(chunk -> read(request, chunk)));
    request.setChunked(true);
    for (var i = 0; i < UNANSWERED; i++) send(request);
  }

  private void ended(Throwable why) {
    if (end == null) end = why.toString();
  }

  /// A frame of gRPC with topic, value and the number as the stream's offset.
  private void send(HttpClientRequest request) {
    var value = Long.toString(sent).getBytes(StandardCharsets.US_ASCII);
    var message =
        Buffer.buffer()
            .appendByte((byte) 0x0a)
            .appendByte((byte) topic.length)
            .appendBytes(topic)
            .appendByte((byte) 0x12)
            .appendByte((byte) value.length)
            .appendBytes(value);
    var frame = Buffer.buffer().appendByte((byte) 0).appendInt(message.length());
    sent++;
    request.write(frame.appendBuffer(message));
  }

  /// Acknowledgements come in the order of the messages.
  private void read(HttpClientRequest request, Buffer chunk) {
    unread.appendBuffer(chunk);
    var at = 0;
    while (unread.length() - at >= 5 && unread.length() - at >= 5 + unread.getInt(at + 1)) {
      at += 5 + unread.getInt(at + 1);
      acknowledged.incrementAndGet();
      send(request);
    }
    unread = unread.getBuffer(at, unread.length());
  }

  /// How many, from 0 on.
  long acknowledged() {
    return acknowledged.get();
  }

  @Override
  public String toString() {
    var state = end;
    return "%d acknowledged, %s".formatted(acknowledged(), state == null ? "running" : state);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
