package dev.weir.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AuthorityTest {
  private final Authority authority = Authority.create("Test CA");

  @Test
  void it_signs_what_others_can_check() throws Exception {
    var server = authority.server().certificate();
    var client = authority.client("CN=billing,O=Acme", "URI:spiffe://test/billing").certificate();

    server.verify(authority.certificate().getPublicKey());
    assertThat(server.getSubjectAlternativeNames())
        .contains(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
    assertThat(client.getSubjectX500Principal().getName()).isEqualTo("CN=billing,O=Acme");
    assertThat(client.getSubjectAlternativeNames())
        .containsExactly(List.of(6, "spiffe://test/billing"));
  }

  @Test
  void a_certificate_can_have_ended_or_end_when_it_should() throws Exception {
    var end = Instant.parse("2040-01-02T03:04:05Z");

    assertThat(authority.until(end).server().certificate().getNotAfter().toInstant())
        .isEqualTo(end);
    assertThatThrownBy(() -> authority.expired().server().certificate().checkValidity())
        .isInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void two_that_trust_one_authority_shake_hands() throws Exception {
    var client = authority.client("CN=billing");

    assertThat(peer(authority.trustedBy(authority.server()), authority.trustedBy(client)))
        .isEqualTo("CN=billing");
  }

  /// Whom the server saw.
  private static String peer(SSLContext server, SSLContext client) throws Exception {
    try (var listening =
            (SSLServerSocket)
                server
                    .getServerSocketFactory()
                    .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      listening.setNeedClientAuth(true);
      var seen =
          threads.submit(() -> {
            try (var accepted = (SSLSocket) listening.accept()) {
              return accepted.getSession().getPeerPrincipal().getName();
            }
          });
      try (var socket =
          (SSLSocket)
              client.getSocketFactory().createSocket("localhost", listening.getLocalPort())) {
        socket.startHandshake();
        return seen.get();
      }
    }
  }

  @Test
  void its_files_are_pem(@TempDir Path folder) throws Exception {
    authority.server().write(folder, "server");
    authority.server().write(folder, "server");

    var ca = authority.write(folder, "ca");

    assertThat(Files.readString(ca)).isEqualTo(authority.pem());
    assertThat(folder.resolve("server.key")).content().startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(folder.resolve("server.crt")).content().contains(authority.pem());
    assertThat(folder).isDirectoryContaining("glob:**/ca.crt");
  }
}
