package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The gateway asks the addresses in its settings and no others: not those that they send it to,
/// and none that a request names.
@Tag("S21")
@Timeout(60)
class OutgoingTest {
  private static final IdentityProvider ELSEWHERE = IdentityProvider.start();
  private static final IdentityProvider SENDING =
      IdentityProvider.start().sendsTo(ELSEWHERE.url("/keys"));
  private static final String AVRO = "application/vnd.kafka.avro.v2+json";
  private static final String RECORD =
      "{\"value_schema\":\"\\\"int\\\"\",\"records\":[{\"value\":1}]}";

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("registry.url", SENDING.url("/elsewhere"))
          .with("auth.jwt.jwks", SENDING.url("/elsewhere"))
          .with("auth.jwt.issuer", IdentityProvider.ISSUER)
          .with("auth.jwt.audience", IdentityProvider.AUDIENCE)
          .with("auth.open", "http");

  @AfterAll
  static void close() {
    SENDING.close();
    ELSEWHERE.close();
  }

  @Test
  void keys_are_not_taken_from_where_the_issuer_sends_us() {
    var token = ELSEWHERE.sign(IdentityProvider.claims("shop", "operate", "*"));
    var asking =
        HttpRequest.newBuilder(weir.uri("/api/about")).header("Authorization", "Bearer " + token);

    var answer = weir.send(asking);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains("keys").doesNotContain("127.0.0.1", "302");
    assertThat(SENDING.asked()).isPositive();
    assertThat(ELSEWHERE.asked()).isZero();
  }

  @Test
  void schemas_are_not_taken_from_where_the_registry_sends_us() {
    var before = SENDING.asked();

    var answer = produce(RECORD);

    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 503);
    assertThat(SENDING.asked()).isGreaterThan(before);
    assertThat(ELSEWHERE.asked()).isZero();
  }

  @Test
  void no_request_says_whom_to_ask() {
    var url = ELSEWHERE.url("/keys");
    var asking =
        request(RECORD.replace("}]}", "}],\"schema.registry.url\":\"%s\"}".formatted(url)))
            .header("X-Schema-Registry-Url", url)
            .header("Forwarded", "host=" + url.substring("http://".length()))
            .header("X-Forwarded-Host", url.substring("http://".length()));

    var answer = weir.send(asking);

    assertThat(answer.statusCode()).isBetween(400, 503);
    assertThat(ELSEWHERE.asked()).isZero();
  }

  private static HttpResponse<String> produce(String json) {
    return weir.send(request(json));
  }

  private static HttpRequest.Builder request(String json) {
    return HttpRequest.newBuilder(weir.uri("/topics/orders"))
        .header("Content-Type", AVRO)
        .POST(BodyPublishers.ofString(json));
  }
}
