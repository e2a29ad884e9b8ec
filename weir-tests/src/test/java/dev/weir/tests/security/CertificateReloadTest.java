package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.tls.Authority;
import dev.weir.testkit.tls.Issued;
import dev.weir.tests.Await;
import dev.weir.tests.grpc.ProduceCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Certificates are replaced while the gateway works, and nobody notices.
@Tag("S3")
@Timeout(60)
class CertificateReloadTest {
  private static final Authority AUTHORITY = Authority.create("Test CA");

  @RegisterExtension static final WeirExtension weir = WeirExtension.create().withTls(AUTHORITY);

  @Test
  void under_load_a_mounted_secret_is_replaced_and_no_request_fails() throws Exception {
    var folder = weir.certificates();
    var next = AUTHORITY.server();

    try (var load = new Load()) {
      Await.until("the load runs", () -> load.served.get() > 20);
      mount(folder, next, "second");
      Await.until("the new certificate is shown", () -> shown("http").equals(serial(next)));
      var served = load.served.get();
      Await.until("the load goes on", () -> load.served.get() > served + 20);

      load.stop();
      assertThat(load.failed).hasValue(0);
      assertThat(load.grpcStatus()).isEqualTo("0");
    }
    assertThat(shown("grpc")).isEqualTo(serial(next));
  }

  @Test
  void a_broken_file_leaves_the_ports_what_they_have_and_is_counted_once() throws Exception {
    var folder = weir.certificates();
    var before = shown("http");
    var failures = failures();
    var good = Files.readString(folder.resolve("server.crt"));

    Files.writeString(folder.resolve("server.crt"), "-----BEGIN CERTIFICATE-----\nAAAA");
    var refused = reload();

    assertThat(refused).contains("tls.certificate").contains("has no certificate in it");
    assertThat(shown("http")).isEqualTo(before);
    assertThat(failures()).isEqualTo(failures + 1);
    Files.writeString(folder.resolve("server.crt"), good);
    assertThat(reload()).contains("\"changed\":[]");
    assertThat(failures()).isEqualTo(failures + 1);
  }

  @Test
  void a_key_of_another_certificate_is_told() throws Exception {
    var folder = weir.certificates();
    var good = Files.readString(folder.resolve("server.key"));

    Files.writeString(folder.resolve("server.key"), AUTHORITY.server().keyPem());

    assertThat(reload()).contains("is not the key of the certificate");
    Files.writeString(folder.resolve("server.key"), good);
  }

  @Test
  void a_reload_that_is_asked_for_counts_at_once_and_the_metric_tells_the_end() throws Exception {
    var end = Instant.now().plus(Duration.ofDays(77)).truncatedTo(ChronoUnit.SECONDS);
    var next = AUTHORITY.until(end).server();

    next.write(weir.certificates(), "server");
    reload();

    assertThat(shown("http")).isEqualTo(serial(next));
    assertThat(shown("grpc")).isEqualTo(serial(next));
    assertThat(metric("weir_tls_certificate_expiry_seconds{certificate=\"server\"}"))
        .isEqualTo(end.getEpochSecond());
  }

  /// As Kubernetes does it: the files are links into a folder, and the folder is a link.
  private static void mount(Path folder, Issued issued, String version) throws IOException {
    var data = Files.createDirectories(folder.resolve(version));
    issued.write(data, "server");
    var link = Files.createSymbolicLink(folder.resolve("link"), data);
    Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    for (var name : new String[] {"server.key", "server.crt"}) {
      var to = Files.createSymbolicLink(folder.resolve("link"), Path.of("..data", name));
      Files.move(to, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static String reload() {
    return weir.post("/admin/reload", "").body();
  }

  private static long failures() {
    return metric("weir_tls_reload_failures_total");
  }

  private static long metric(String name) {
    return weir.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> Double.valueOf(line.substring(name.length() + 1)).longValue())
        .findFirst()
        .orElseThrow();
  }

  private static BigInteger serial(Issued issued) {
    return issued.certificate().getSerialNumber();
  }

  private static BigInteger shown(String port) {
    var factory = AUTHORITY.trusted().getSocketFactory();
    try (var socket =
        (SSLSocket) factory.createSocket(InetAddress.getLoopbackAddress(), weir.port(port))) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Requests on a connection that stays, each on a new one, a stream that stays, and new streams.
  private static final class Load implements AutoCloseable {
    private static final long PACE_NANOS = 5_000_000;

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final HttpClient kept = client();
    private final ProduceCall stream = ProduceCall.open(weir.port("grpc"), AUTHORITY, null);
    private final Thread[] threads = {
      Thread.ofVirtual().start(() -> loop(() -> get(kept))),
      Thread.ofVirtual()
          .start(() ->
              loop(() -> {
                try (var fresh = client()) {
                  get(fresh);
                }
              })),
      Thread.ofVirtual().start(() -> loop(() -> stream.send("tls", "x", served.get()))),
      Thread.ofVirtual()
          .start(() ->
              loop(() -> {
                try (var fresh = ProduceCall.open(weir.port("grpc"), AUTHORITY, null)) {
                  fresh.send("tls", "x", 1);
                  assertThat(fresh.end()).isEqualTo("0");
                }
              }))
    };

    private interface Step {
      void run() throws Exception;
    }

    private static HttpClient client() {
      return HttpClient.newBuilder().sslContext(AUTHORITY.trusted()).build();
    }

    private static void get(HttpClient client) throws Exception {
      var request = HttpRequest.newBuilder(weir.uri("/healthz")).timeout(Duration.ofSeconds(20));
      var answer = client.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
    }

    private void loop(Step step) {
      while (!stopping.get()) {
        try {
          step.run();
          served.incrementAndGet();
          LockSupport.parkNanos(PACE_NANOS);
        } catch (Exception | AssertionError e) {
          failed.incrementAndGet();
          throw new IllegalStateException(e);
        }
      }
    }

    void stop() throws InterruptedException {
      stopping.set(true);
      for (var thread : threads) assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }

    String grpcStatus() {
      return stream.end();
    }

    @Override
    public void close() {
      stopping.set(true);
      stream.close();
      kept.shutdownNow();
    }
  }
}
