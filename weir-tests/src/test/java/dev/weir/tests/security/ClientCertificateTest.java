package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.tls.Authority;
import dev.weir.testkit.tls.Issued;
import dev.weir.tests.Await;
import dev.weir.tests.grpc.ProduceCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Where clients have to show a certificate, nobody else gets as far as a request.
@Tag("S2")
@Timeout(60)
class ClientCertificateTest {
  private static final Authority AUTHORITY = Authority.create("Test CA");
  private static final Authority STRANGER = Authority.create("Test CA");
  private static final Issued BILLING = AUTHORITY.client("CN=billing,O=Acme", "DNS:billing.test");
  private static final Issued EXPIRED = AUTHORITY.expired().client("CN=billing,O=Acme");
  private static final Issued FOREIGN = STRANGER.client("CN=billing,O=Acme");
  private static final Path LOG = file();

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .withTls(AUTHORITY)
          .with("tls.clients", "require")
          .with("access-log", LOG.toString());

  private static Path file() {
    try {
      return Files.createTempFile("access", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void delete() throws IOException {
    Files.deleteIfExists(LOG);
  }

  @Test
  void without_a_certificate_there_is_no_connection() {
    assertThatThrownBy(() -> get(AUTHORITY.trusted())).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> call(null)).isInstanceOf(CompletionException.class);
  }

  @Test
  void with_that_of_another_authority_neither() {
    assertThatThrownBy(() -> get(AUTHORITY.trustedBy(FOREIGN))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> call(FOREIGN)).isInstanceOf(CompletionException.class);
  }

  @Test
  void nor_with_one_that_has_ended() {
    assertThatThrownBy(() -> get(AUTHORITY.trustedBy(EXPIRED))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> call(EXPIRED)).isInstanceOf(CompletionException.class);
  }

  @Test
  void with_the_right_one_there_is_an_answer_and_its_name_in_the_access_log() throws Exception {
    assertThat(get(AUTHORITY.trustedBy(BILLING)).statusCode()).isEqualTo(200);

    Await.until("the line is written", () -> log().contains("\"path\":\"/healthz\""));
    assertThat(log())
        .contains("\"tls\":\"TLSv1.3\",\"certificate\":\"CN=billing,O=Acme\"")
        .hasLineCount(1);
  }

  @Test
  void grpc_takes_it_too() {
    assertThat(call(BILLING)).isEqualTo("0");
  }

  private static HttpResponse<String> get(SSLContext terms) throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(terms).build()) {
      var request = HttpRequest.newBuilder(weir.uri("/healthz")).build();
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private static String call(@Nullable Issued client) {
    try (var call = ProduceCall.open(weir.port("grpc"), AUTHORITY, client)) {
      call.send("tls", "x", 1);
      return call.end();
    }
  }

  private static String log() {
    try {
      return Files.readString(LOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
