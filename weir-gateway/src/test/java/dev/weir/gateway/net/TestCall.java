package dev.weir.gateway.net;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A gRPC call as its bytes go over HTTP/2: what is sent and what comes back is raw, prefixes and
/// all.
public final class TestCall implements AutoCloseable {
  private final Vertx vertx;
  private final HttpClient client;
  private final HttpClientRequest request;
  private final Buffer received = Buffer.buffer();
  private final CompletableFuture<HttpClientResponse> ended = new CompletableFuture<>();

  private volatile boolean unread;

  private TestCall(Vertx vertx, HttpClient client, HttpClientRequest request) {
    this.vertx = vertx;
    this.client = client;
    this.request = request;
    request.response().onSuccess(this::listen).onFailure(ended::completeExceptionally);
  }

  public static TestCall open(int port, String method, String... headers) {
    var vertx = Vertx.vertx();
    var client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    return open(vertx, client, request(client, port, method), headers);
  }

  private static HttpClientRequest request(HttpClient client, int port, String method) {
    return Net.await(client.request(HttpMethod.POST, port, "127.0.0.1", method), "request");
  }

  private static TestCall open(
      Vertx vertx, HttpClient client, HttpClientRequest request, String... headers) {
    request.setChunked(true);
    request.putHeader("content-type", "application/grpc").putHeader("te", "trailers");
    for (var i = 0; i < headers.length; i += 2) request.putHeader(headers[i], headers[i + 1]);
    var call = new TestCall(vertx, client, request);
    Net.await(request.sendHead(), "headers");
    return call;
  }

  /// One more call of the same method on the same connection.
  public TestCall another() {
    var port = request.connection().remoteAddress().port();
    return open(vertx, client, request(client, port, request.getURI()));
  }

  /// Reads nothing of what comes back until [#read]; to be said before anything comes.
  public TestCall unread() {
    unread = true;
    return this;
  }

  public void read() {
    unread = false;
    request.response().onSuccess(HttpClientResponse::resume);
  }

  private void listen(HttpClientResponse response) {
    if (unread) response.pause();
    response.handler(this::add);
    response.exceptionHandler(ended::completeExceptionally);
    response.endHandler(_ -> ended.complete(response));
  }

  private synchronized void add(Buffer bytes) {
    received.appendBuffer(bytes);
  }

  public Future<Void> sendRaw(String hex) {
    return sendRaw(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  public Future<Void> sendRaw(byte[] bytes) {
    return request.write(Buffer.buffer(bytes));
  }

  /// Sends one message with the prefix that gRPC puts before it.
  public Future<Void> send(byte[] message) {
    return sendRaw(prefixed(message));
  }

  public static byte[] prefixed(byte[] message) {
    return Buffer.buffer()
        .appendByte((byte) 0)
        .appendInt(message.length)
        .appendBytes(message)
        .getBytes();
  }

  /// Ends the sending, after all that still waits to be sent.
  public void halfClose() {
    var _ = request.end();
  }

  public void cancel() {
    Net.await(request.reset(8), "cancel");
  }

  /// Cancels, also where the end of the call may be under way.
  public void hangUp() {
    var _ = request.reset(8);
  }

  /// Breaks the connection, as a client does that is killed.
  @SuppressWarnings("resource")
  public void breakOff() {
    Net.await(request.connection().close(), "close");
  }

  /// All that has come back so far.
  public synchronized String receivedHex() {
    return HexFormat.of().withUpperCase().formatHex(received.getBytes());
  }

  /// Waits for the end; the trailer's status.
  public String status() {
    return trailer("grpc-status");
  }

  public String statusMessage() {
    return URLDecoder.decode(trailer("grpc-message"), StandardCharsets.UTF_8);
  }

  public boolean hasEnded() {
    return ended.isDone();
  }

  /// Waits for the end; a trailer, or `none`.
  public String trailer(String name) {
    var response = ended.orTimeout(20, TimeUnit.SECONDS).join();
    return text(response.getTrailer(name), response.getHeader(name));
  }

  private static String text(@Nullable String trailer, @Nullable String header) {
    if (trailer != null) return trailer;
    return header != null ? header : "none";
  }

  @Override
  public void close() {
    Net.await(client.close(), "client");
    Net.await(vertx.close(), "vertx");
  }
}
