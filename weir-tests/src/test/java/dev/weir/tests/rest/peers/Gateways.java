package dev.weir.tests.rest.peers;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Several gateways on one Kafka. A balancer deals calls out to them in turn.
final class Gateways implements AutoCloseable {
  static final String V2 = "application/vnd.kafka.v2+json";
  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(60);

  private final HttpClient client;
  private final String scheme;
  private final List<Weir> all = new ArrayList<>();
  private final String kafka;
  private final Path folder;
  private final List<String> settings;
  private int turn;

  /// @param folder for what they keep
  Gateways(String kafka, Path folder, String... settings) {
    this(kafka, folder, null, settings);
  }

  /// @param terms of TLS for whom calls them; null where they speak none
  Gateways(String kafka, Path folder, @Nullable SSLContext terms, String... settings) {
    var builder = HttpClient.newBuilder();
    this.client = terms == null ? builder.build() : builder.sslContext(terms).build();
    this.scheme = terms == null ? "http" : "https";
    this.kafka = kafka;
    this.folder = folder;
    this.settings = List.of(settings);
    for (var i = 0; i < 3; i++) all.add(start(i));
  }

  private Weir start(int i) {
    var given = new ArrayList<>(settings);
    given.add("data=" + folder.resolve("gateway-" + i));
    given.add("listen.http=127.0.0.1:0");
    given.add("listen.grpc=off");
    var config = WeirConfig.read(Sources.of(given.toArray(String[]::new)));
    return Weir.start(config.withBootstrapServers(kafka));
  }

  int port(int gateway) {
    return Objects.requireNonNull(all.get(gateway).ports().get("http"));
  }

  /// Stops one, and starts it anew on another port.
  void restart(int gateway) {
    all.get(gateway).close();
    all.set(gateway, start(gateway));
  }

  /// Sends a call to the next gateway in the row.
  HttpResponse<String> call(String method, String path, String body) throws Exception {
    turn = (turn + 1) % all.size();
    return call(turn, method, path, body);
  }

  HttpResponse<String> call(int gateway, String method, String path, String body)
      throws IOException, InterruptedException {
    var json = path.contains("/records") ? "application/vnd.kafka.json.v2+json" : V2;
    var request =
        HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port(gateway) + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", path.startsWith("/topics") ? "application/json" : V2)
            .header("Accept", path.startsWith("/topics") ? V2 : json)
            .timeout(ANSWER_AT_MOST);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    all.forEach(Weir::close);
    client.shutdownNow();
  }
}
