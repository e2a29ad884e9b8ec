package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// One process takes messages in over HTTP/1.1, HTTP/2, gRPC and a Unix socket.
@Timeout(180)
class EveryPortTest {
  private static final String OK = "{\"status\":\"ok\",\"errors\":[]}";
  private static final Path SOCKET = socket();

  @RegisterExtension
  static final WeirExtension weir = WeirExtension.create().with("listen.unix", SOCKET.toString());

  @Test
  void http_1_1() throws Exception {
    assertThat(push(HttpClient.Version.HTTP_1_1)).isEqualTo(HttpClient.Version.HTTP_1_1);
  }

  @Test
  void http_2_by_upgrade() throws Exception {
    assertThat(push(HttpClient.Version.HTTP_2)).isEqualTo(HttpClient.Version.HTTP_2);
  }

  @Test
  void http_2_with_prior_knowledge() throws Exception {
    var body = Buffer.buffer("{\"records\":[{\"topic\":\"ports\",\"data\":\"prior\"}]}");

    var answer =
        http2(client ->
            client
                .request(HttpMethod.POST, weir.port("http"), "127.0.0.1", "/push")
                .compose(request -> request.send(body))
                .compose(response -> {
                  assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
                  return response.body();
                }));

    assertThat(answer).hasToString(OK);
    weir.kafka().topic("ports").eventuallyContains("prior");
  }

  @Test
  void a_grpc_stream_acknowledges_when_kafka_has_the_message() throws Exception {
    var message =
        Buffer.buffer(HexFormat.of().parseHex("000000000e0a05706f7274731203677270" + "1807"));

    var acknowledged =
        http2(client ->
            client
                .request(
                    HttpMethod.POST, weir.port("grpc"), "127.0.0.1", "/KafkaAmbassador/Produce")
                .compose(request ->
                    request
                        .putHeader("content-type", "application/grpc")
                        .putHeader("te", "trailers")
                        .send(message))
                .compose(response ->
                    response
                        .body()
                        .map(body -> {
                          assertThat(response.getTrailer("grpc-status")).isEqualTo("0");
                          assertThat(response.getTrailer("weir-acks")).isIn("journal", "kafka");
                          return body;
                        })));

    assertThat(acknowledged.getBytes()).asHexString().isEqualTo("00000000021807");
    weir.kafka().topic("ports").eventuallyContains("grp");
  }

  @Test
  void a_unix_socket() throws Exception {
    try (var socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.connect(UnixDomainSocketAddress.of(SOCKET));
      var frame = HexFormat.of().parseHex("0b00000005706f727473" + "00" + "756e6978");
      socket.write(ByteBuffer.wrap(frame));
    }

    weir.kafka().topic("ports").eventuallyContains("unix");
  }

  private static HttpClient.Version push(HttpClient.Version version)
      throws IOException, InterruptedException {
    var body =
        "{\"records\":[{\"topic\":\"ports\",\"data\":\"%s\"}],\"wait_for_send\":true}"
            .formatted(version);
    var request = HttpRequest.newBuilder(weir.uri("/push")).POST(BodyPublishers.ofString(body));
    try (var client = HttpClient.newBuilder().version(version).build()) {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo(OK);
      weir.kafka().topic("ports").eventuallyContains(version.toString());
      return answer.version();
    }
  }

  private static Buffer http2(Function<HttpClientAgent, Future<Buffer>> call) throws Exception {
    var vertx = Vertx.vertx();
    try {
      var options =
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false);
      var client = vertx.createHttpClient(options);
      var answer =
          call.apply(client).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
      client.close(); // held until here: one that nobody holds is closed by the collector
      return answer;
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  private static Path socket() {
    try {
      return Files.createTempDirectory("weir").resolve("weir.sock");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
