package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.tls.Authority;
import dev.weir.tests.Await;
import dev.weir.tests.RawHttp;
import dev.weir.tests.grpc.ProduceCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// With a certificate, every TCP port speaks TLS, and nothing else.
@Tag("S1")
@Timeout(60)
class TlsTest {
  private static final int TLS_1_1 = 0x0302;
  private static final int TLS_1_2 = 0x0303;
  private static final int RSA_AES_128_CBC_SHA = 0x002f;
  private static final int RSA_3DES_SHA = 0x000a;
  private static final int ECDHE_ECDSA_AES_128_CBC_SHA = 0xc009;
  private static final int ECDHE_ECDSA_AES_128_GCM = 0xc02b;
  private static final Authority AUTHORITY = Authority.create("Test CA");

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .withTls(AUTHORITY)
          .with("listen.metrics", "127.0.0.1:0")
          .with("tls.plain", "metrics");

  @ParameterizedTest
  @ValueSource(strings = {"http", "grpc"})
  void an_old_version_is_answered_with_an_alert(String port) throws IOException {
    assertThat(ClientHello.alert(weir.port(port), TLS_1_1, ECDHE_ECDSA_AES_128_CBC_SHA))
        .isEqualTo(ClientHello.PROTOCOL_VERSION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "grpc"})
  void a_weak_suite_is_answered_with_an_alert(String port) throws IOException {
    assertThat(
            ClientHello.alert(
                weir.port(port),
                TLS_1_2,
                RSA_AES_128_CBC_SHA,
                RSA_3DES_SHA,
                ECDHE_ECDSA_AES_128_CBC_SHA))
        .isEqualTo(ClientHello.HANDSHAKE_FAILURE);
  }

  /// What the two tests above offer is refused for what it is: the same message is good otherwise.
  @Test
  void a_strong_suite_is_not() {
    assertThatThrownBy(() -> ClientHello.alert(weir.port("http"), TLS_1_2, ECDHE_ECDSA_AES_128_GCM))
        .hasMessageContaining("no alert");
  }

  @ParameterizedTest
  @CsvSource({"http,GET / HTTP/1.1", "grpc,PRI * HTTP/2.0", "http,hello?", "grpc,hello?"})
  void plain_text_is_cut_off_at_once(String port, String text) throws IOException {
    var begun = System.nanoTime();

    try (var raw = new RawHttp(weir.port(port))) {
      raw.write(text + "\r\n\r\n");
      assertThat(raw.ended()).isTrue();
    }

    // A handshake that does not come is waited for for 10 s.
    assertThat(Await.since(begun)).isLessThan(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @CsvSource({
    "http,TLSv1.2,http/1.1",
    "http,TLSv1.3,http/1.1",
    "http,TLSv1.2,h2",
    "http,TLSv1.3,h2",
    "grpc,TLSv1.2,h2",
    "grpc,TLSv1.3,h2"
  })
  void both_versions_of_tls_and_of_http_are_spoken(String port, String version, String protocol)
      throws IOException {
    try (var socket = socket(port, version, protocol)) {
      socket.startHandshake();

      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      assertThat(socket.getApplicationProtocol()).isEqualTo(protocol);
      assertThat(socket.getSession().getCipherSuite()).matches(".*(GCM|POLY1305).*");
    }
  }

  private static SSLSocket socket(String port, String version, String protocol) throws IOException {
    var factory = AUTHORITY.trusted().getSocketFactory();
    var socket =
        (SSLSocket) factory.createSocket(InetAddress.getLoopbackAddress(), weir.port(port));
    socket.setSoTimeout(30_000);
    socket.setEnabledProtocols(new String[] {version});
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
  void messages_come_in_over_http(String version) {
    var request =
        HttpRequest.newBuilder(weir.uri("/push"))
            .version(HttpClient.Version.valueOf(version))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"records\":[{\"topic\":\"tls\",\"data\":\"x\"}],\"wait_for_send\":true}"));

    var answer = weir.send(request.header("Content-Type", "application/json"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.version()).hasToString(version);
  }

  @Test
  void messages_come_in_over_grpc() {
    try (var call = ProduceCall.open(weir.port("grpc"), AUTHORITY, null)) {
      call.send("tls", "x", 1);

      assertThat(call.end()).isEqualTo("0");
      assertThat(call.acknowledged()).containsExactly(1L);
    }
  }

  @Test
  void a_port_may_stay_plain() throws IOException {
    try (var raw = new RawHttp(weir.port("metrics"))) {
      raw.write("GET /healthz HTTP/1.1\r\nHost: weir\r\n\r\n");

      assertThat(raw.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void a_client_cannot_begin_anew_within_a_connection() throws IOException {
    try (var socket = socket("http", "TLSv1.2", "http/1.1")) {
      socket.startHandshake();

      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                socket
                    .getOutputStream()
                    .write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.UTF_8));
                if (socket.getInputStream().read() < 0) throw new SSLHandshakeException("closed");
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void what_fails_is_counted() throws Exception {
    var stranger = Authority.create("Stranger").trusted();

    assertThatThrownBy(() -> handshake(stranger)).isInstanceOf(SSLHandshakeException.class);

    Await.until(
        "the failure is counted",
        () -> !weir.get("/metrics").body().contains("weir_tls_handshake_failures_total 0"));
  }

  private static void handshake(SSLContext terms) throws IOException {
    try (var socket =
        (SSLSocket)
            terms
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), weir.port("http"))) {
      socket.startHandshake();
    }
  }
}
