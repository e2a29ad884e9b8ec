package dev.weir.tests.grpc;

import dev.weir.testkit.tls.Authority;
import dev.weir.testkit.tls.Issued;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One `Produce` stream that hears every acknowledgement. Any thread.
public final class ProduceCall implements AutoCloseable {
  private static final int PREFIX_BYTES = 5;
  private static final int WAIT_SECONDS = 120;

  private final Vertx vertx = Vertx.vertx();

  /// Held, for one that nobody holds is closed at the next garbage collection.
  private final HttpClientAgent client;

  private final HttpClientRequest request;
  private final List<Long> acknowledged = new ArrayList<>();
  private final CompletableFuture<String> status = new CompletableFuture<>();

  /// Owned by the event loop.
  private Buffer unread = Buffer.buffer();

  private ProduceCall(int port, HttpClientOptions options, Map<String, String> metadata) {
    options.setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false);
    client = vertx.createHttpClient(options);
    request =
        await(
            client
                .request(HttpMethod.POST, port, "127.0.0.1", "/KafkaAmbassador/Produce")
                .toCompletionStage()
                .toCompletableFuture());
    request.putHeader("content-type", "application/grpc").putHeader("te", "trailers");
    metadata.forEach(request::putHeader);
    request.setChunked(true).exceptionHandler(status::completeExceptionally);
    request.response().onSuccess(this::listen);
    await(request.sendHead().toCompletionStage().toCompletableFuture());
  }

  /// Opens it on a gateway of this machine.
  public static ProduceCall open(int port) {
    return open(port, Map.of());
  }

  /// The same with metadata.
  public static ProduceCall open(int port, Map<String, String> metadata) {
    return new ProduceCall(port, new HttpClientOptions(), metadata);
  }

  /// The same within TLS.
  ///
  /// @param client what it shows, or null
  public static ProduceCall open(int port, Authority authority, @Nullable Issued client) {
    return new ProduceCall(port, within(authority, client), Map.of());
  }

  /// What a client brings to a handshake.
  ///
  /// @param client what it shows, or null
  public static HttpClientOptions within(Authority authority, @Nullable Issued client) {
    var options =
        new HttpClientOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authority.pem())));
    if (client != null) {
      options.setKeyCertOptions(
          new PemKeyCertOptions()
              .addCertValue(Buffer.buffer(client.certificatePem()))
              .addKeyValue(Buffer.buffer(client.keyPem())));
    }
    return options;
  }

  private static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
  }

  private void listen(HttpClientResponse response) {
    response.exceptionHandler(status::completeExceptionally);
    response.handler(this::read);
    response.endHandler(_ -> {
      var trailer = response.getTrailer("grpc-status");
      status.complete(trailer == null ? response.getHeader("grpc-status") : trailer);
    });
  }

  private void read(Buffer chunk) {
    unread.appendBuffer(chunk);
    var at = 0;
    while (unread.length() - at >= PREFIX_BYTES) {
      var end = at + PREFIX_BYTES + unread.getInt(at + 1);
      if (unread.length() < end) break;
      acknowledge(unread.getBytes(at + PREFIX_BYTES, end));
      at = end;
    }
    unread = unread.getBuffer(at, unread.length());
  }

  /// Field 3, a varint.
  private synchronized void acknowledge(byte[] response) {
    var offset = 0L;
    for (var i = 1; i < response.length; i++) offset |= (response[i] & 0x7FL) << (7 * (i - 1));
    acknowledged.add(offset);
  }

  /// The offsets of all acknowledgements so far, in their order.
  public synchronized List<Long> acknowledged() {
    return List.copyOf(acknowledged);
  }

  public void send(String topic, byte[] value, long streamOffset) {
    var name = topic.getBytes(StandardCharsets.US_ASCII);
    var message = Buffer.buffer().appendByte((byte) 0x0A);
    varint(message, name.length).appendBytes(name).appendByte((byte) 0x12);
    varint(message, value.length).appendBytes(value).appendByte((byte) 0x18);
    varint(message, streamOffset);
    request.write(
        Buffer.buffer().appendByte((byte) 0).appendInt(message.length()).appendBuffer(message));
  }

  public void send(String topic, String value, long streamOffset) {
    send(topic, value.getBytes(StandardCharsets.US_ASCII), streamOffset);
  }

  private static Buffer varint(Buffer to, long value) {
    var rest = value;
    for (; (rest & ~0x7FL) != 0; rest >>>= 7) to.appendByte((byte) (rest | 0x80));
    return to.appendByte((byte) rest);
  }

  /// Ends the sending, and waits for the end of the call; answers its status.
  public String end() {
    request.end();
    return status();
  }

  /// Waits for the end of the call; answers its status.
  public String status() {
    return await(status);
  }

  @Override
  public void close() {
    await(vertx.close().toCompletionStage().toCompletableFuture());
  }
}
