package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auth.KeyHash;
import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.tls.Authority;
import dev.weir.testkit.tls.Issued;
import dev.weir.tests.grpc.ProduceCall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who comes with a certificate and nothing else is whom it names.
@Tag("S2")
@Timeout(60)
class CertificateCallersTest {
  private static final Authority AUTHORITY = Authority.create("Test CA");
  private static final String KEY = KeyHash.newKey();

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .withTls(AUTHORITY)
          .with("tls.clients", "want")
          .with("auth.certificates.whole.subject", "CN=shop, O=Example")
          .with("auth.certificates.whole.role", "produce")
          .with("auth.certificates.whole.topics", "orders")
          .with("auth.certificates.common.subject", "cn:Billing")
          .with("auth.certificates.dns.subject", "dns:web.example")
          .with("auth.certificates.uri.subject", "uri:spiffe://example/web")
          .with("auth.certificates.mail.subject", "email:anna@example.com")
          .with("auth.keys.ci.key", KeyHash.of(KEY).text())
          .with("auth.keys.ci.role", "operate");

  enum Named {
    WHOLE("CN=shop,O=Example", ""),
    COMMON("CN=Billing,OU=Any,O=Other", ""),
    DNS("CN=any", "DNS:Web.Example DNS:b.example"),
    URI("CN=Billing", "URI:spiffe://example/web DNS:web.example"),
    MAIL("CN=any", "email:Anna@example.com");

    final String subject;
    final String names;

    Named(String subject, String names) {
      this.subject = subject;
      this.names = names;
    }

    Issued certificate() {
      return AUTHORITY.client(subject, names.isEmpty() ? new String[0] : names.split(" ", -1));
    }
  }

  private static final Issued SHOP = Named.WHOLE.certificate();
  private static final Issued STRANGER = AUTHORITY.client("CN=shop,O=Evil");

  @ParameterizedTest
  @EnumSource
  void a_certificate_is_known_by_one_of_its_names(Named named) throws Exception {
    var answer = ask(named.certificate(), get("/api/session"));

    var name = named.name().toLowerCase(Locale.ROOT);
    assertThat(answer.body()).contains("\"name\":\"%s\"".formatted(name));
  }

  @Test
  void it_may_what_is_set_up_for_it() throws Exception {
    assertThat(ask(SHOP, send("orders")).statusCode()).isEqualTo(200);
    assertThat(ask(SHOP, send("secrets")).statusCode()).isEqualTo(403);
    assertThat(ask(SHOP, get("/topics")).statusCode()).isEqualTo(403);
    assertThat(call(SHOP, "orders")).isEqualTo("0");
    assertThat(call(SHOP, "secrets")).isEqualTo("7");
  }

  @Test
  void one_that_nobody_set_up_is_told_its_subject() throws Exception {
    var answer = ask(STRANGER, send("orders"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("CN=shop,O=Evil", "auth.certificates");
    assertThat(call(STRANGER, "orders")).isEqualTo("7");
  }

  @Test
  void who_has_none_is_asked_who_they_are() throws Exception {
    assertThat(ask(null, send("orders")).statusCode()).isEqualTo(401);
    assertThat(call(null, "orders")).isEqualTo("16");
  }

  @Test
  void a_key_counts_before_a_certificate() throws Exception {
    var asking = send("secrets").header("Authorization", "Bearer " + KEY);

    assertThat(ask(STRANGER, asking).statusCode()).isEqualTo(200);
    assertThat(ask(SHOP, send("orders").header("Authorization", "Bearer x")).statusCode())
        .isEqualTo(401);
  }

  @Test
  @Tag("S19")
  void a_page_of_another_site_does_not_use_the_certificate_of_its_reader() throws Exception {
    var asking = send("orders").header("Sec-Fetch-Site", "cross-site");

    assertThat(ask(SHOP, asking).statusCode()).isEqualTo(403);
  }

  @Test
  @Tag("S19")
  void a_login_over_tls_has_a_cookie_for_tls_alone() throws Exception {
    var login =
        HttpRequest.newBuilder(weir.uri("/api/session"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"key\":\"%s\"}".formatted(KEY)));

    var answer = ask(null, login);

    assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
        .contains("; HttpOnly; SameSite=Strict; Secure");
  }

  private static HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(weir.uri(path));
  }

  private static HttpRequest.Builder send(String topic) {
    return get("/topics/%s/messages".formatted(topic))
        .header("Content-Type", "text/plain")
        .POST(BodyPublishers.ofString("x"));
  }

  private static HttpResponse<String> ask(@Nullable Issued who, HttpRequest.Builder request)
      throws Exception {
    var terms = who == null ? AUTHORITY.trusted() : AUTHORITY.trustedBy(who);
    try (var client = HttpClient.newBuilder().sslContext(terms).build()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static String call(@Nullable Issued who, String topic) {
    try (var call = ProduceCall.open(weir.port("grpc"), AUTHORITY, who)) {
      call.send(topic, "x", 1);
      return call.end();
    }
  }
}
