package dev.weir.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// `KafkaAmbassador/Produce` on so many streams, each with as many messages in flight as are asked
/// for. One event loop has all streams.
final class GrpcLoad {
  private static final Duration OPEN = Duration.ofSeconds(10);
  private static final Duration STALL = Duration.ofSeconds(10);

  /// Of the one event loop that there is.
  private final Context loop;

  private final List<ProduceCall> calls;

  private GrpcLoad(Context loop, List<ProduceCall> calls) {
    this.loop = loop;
    this.calls = calls;
  }

  public static void main(String[] line) throws IOException {
    var arguments =
        Arguments.parse(
            line,
            Map.of(
                "port", "0",
                "topic", "bench",
                "streams", "8",
                "streams-a-connection", "1",
                "in-flight", "1000",
                "value-bytes", "300"));
    var vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    var client = client(vertx, arguments);
    var load = new GrpcLoad(vertx.getOrCreateContext(), open(client, arguments));
    Lifeline.ready("");
    Lifeline.serve(command -> load.run(Duration.ofSeconds(Long.parseLong(command))).line());
    client.close(); // held until here: one that nobody holds is closed by the collector
    System.exit(0);
  }

  private static HttpClient client(Vertx vertx, Arguments arguments) {
    var together = arguments.count("streams-a-connection");
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            .setHttp2MultiplexingLimit(together),
        new PoolOptions().setHttp2MaxSize(Math.ceilDiv(arguments.count("streams"), together)));
  }

  private static List<ProduceCall> open(HttpClient client, Arguments arguments) {
    var messages =
        new ProduceCall.Messages(arguments.text("topic"), arguments.count("value-bytes"));
    var opened =
        IntStream.range(0, arguments.count("streams"))
            .mapToObj(_ -> open(client, arguments.count("port")))
            .map(call ->
                call.map(one -> new ProduceCall(one, messages, arguments.count("in-flight"))))
            .toList();
    return await(Future.all(opened).map(_ -> opened.stream().map(Future::result).toList()), OPEN);
  }

  private static Future<HttpClientRequest> open(HttpClient client, int port) {
    var where =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI("/KafkaAmbassador/Produce");
    return client
        .request(where)
        .map(request ->
            request
                .putHeader("content-type", "application/grpc")
                .putHeader("te", "trailers")
                .setChunked(true));
  }

  private LoadResult run(Duration window) {
    var tally = new Tally(window, System.nanoTime());
    var over =
        onLoop(() -> Future.join(calls.stream().map(call -> call.run(tally)).toList()).mapEmpty());
    await(over.otherwiseEmpty(), window.plus(STALL));
    return await(onLoop(() -> Future.succeededFuture(ended(tally))), STALL);
  }

  private LoadResult ended(Tally tally) {
    calls.forEach(call -> call.giveUp(tally));
    return tally.result();
  }

  private <T> Future<T> onLoop(Supplier<Future<T>> task) {
    var done = Promise.<T>promise();
    loop.runOnContext(_ -> task.get().onComplete(done));
    return done.future();
  }

  private static <T> T await(Future<T> future, Duration atMost) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The streams of the load do not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The benchmark was interrupted", e);
    }
  }
}
