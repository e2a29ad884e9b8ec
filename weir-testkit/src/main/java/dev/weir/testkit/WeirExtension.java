package dev.weir.testkit;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.testkit.net.FaultProxy;
import dev.weir.testkit.tls.Authority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A gateway in this JVM before a broker of its own, on free ports: one for the class in a static
/// field, one a test in another.
///
/// ```java
/// @RegisterExtension static final WeirExtension weir = WeirExtension.create();
///
/// @Test
/// void a_ride_reaches_kafka() throws Exception {
///   weir.post("/push", """
///       {"records":[{"topic":"rides","data":"x"}],"wait_for_send":true}""");
///
///   weir.kafka().topic("rides").eventuallyContains("x");
/// }
/// ```
public final class WeirExtension
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(30);

  private final BrokerExtension kafka = BrokerExtension.create();
  private final List<String> settings =
      new ArrayList<>(List.of("listen.http=127.0.0.1:0", "listen.grpc=127.0.0.1:0"));
  private HttpClient client = HttpClient.newHttpClient();
  private @Nullable Authority authority;
  private @Nullable Path folder;
  private @Nullable Weir weir;
  private boolean forClass;

  private WeirExtension() {}

  public static WeirExtension create() {
    return new WeirExtension();
  }

  /// Sets a setting, such as `limits.memory`.
  public WeirExtension with(String key, String value) {
    settings.add(key + "=" + value);
    return this;
  }

  /// Has every port speak TLS with a certificate of this authority, whose certificates for clients
  /// are good too, where `tls.clients` asks for them. What this class sends is sent so.
  public WeirExtension withTls(Authority authority) {
    this.authority = authority;
    return as(authority.trusted());
  }

  /// Has this class send with other terms of TLS, such as those of a client with a certificate.
  public WeirExtension as(SSLContext terms) {
    client = HttpClient.newBuilder().sslContext(terms).build();
    return this;
  }

  /// Where `server.crt`, `server.key` and `ca.crt` are, with [#withTls].
  public Path certificates() {
    return folder().resolve("tls");
  }

  /// Puts a proxy between the gateway and its broker.
  public WeirExtension behind(FaultProxy proxy) {
    kafka.behind(proxy);
    return this;
  }

  public BrokerExtension kafka() {
    return kafka;
  }

  /// The address of a path of the gateway's HTTP port.
  public URI uri(String path) {
    var scheme = authority == null ? "http" : "https";
    return URI.create("%s://127.0.0.1:%d%s".formatted(scheme, port("http"), path));
  }

  /// An open port by its name, as in `weir.ports`.
  public int port(String name) {
    var port = running().ports().get(name);
    if (port == null) throw new IllegalStateException("no port is named " + name);
    return port;
  }

  public HttpResponse<String> post(String path, String json) {
    var request = HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json");
    return send(request.POST(BodyPublishers.ofString(json)));
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  /// Sends whatever the builder holds.
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(ANSWER_AT_MOST).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    }
  }

  public void start() {
    if (weir != null) return;
    var all = new ArrayList<>(List.of("data=" + folder()));
    all.addAll(tls());
    all.addAll(settings);
    var sources = Sources.of(all.toArray(String[]::new));
    weir = Weir.start(WeirConfig.read(sources).withBootstrapServers(kafka.bootstrapServers()));
  }

  private List<String> tls() {
    if (authority == null) return List.of();
    var files = certificates();
    if (!Files.exists(files)) {
      try {
        Files.createDirectories(files);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      authority.server().write(files, "server");
      authority.write(files, "ca");
    }
    var own =
        List.of(
            "tls.certificate=" + files.resolve("server.crt"),
            "tls.key=" + files.resolve("server.key"));
    var asks = settings.stream().anyMatch(one -> one.startsWith("tls.clients="));
    return asks ? List.of(own.get(0), own.get(1), "tls.client-ca=" + files.resolve("ca.crt")) : own;
  }

  /// Where it keeps its log, also from one start to the next.
  private Path folder() {
    try {
      if (folder == null) folder = Files.createTempDirectory("weir-data");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void stop() {
    if (weir != null) weir.close();
    weir = null;
  }

  private Weir running() {
    if (weir == null) throw new IllegalStateException("the gateway is not running");
    return weir;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    forClass = true;
    kafka.start();
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    kafka.start();
    start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!forClass) end();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end();
  }

  private void end() {
    stop();
    kafka.end();
    if (folder != null) Folders.delete(folder);
    folder = null;
  }
}
