package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.weir.testkit.WeirExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Who comes with a token of an identity provider, over HTTP and gRPC.
@Tag("S5")
@Timeout(60)
class TokensTest {
  private static final IdentityProvider PROVIDER = IdentityProvider.start();
  private static final String PRODUCE = "/KafkaAmbassador/Produce";
  private static final String WRONG =
      "the user, the password, the key or the token is wrong. Correct it, or ask who set them up.";

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("auth.jwt.jwks", PROVIDER.url("/keys"))
          .with("auth.jwt.issuer", IdentityProvider.ISSUER)
          .with("auth.jwt.audience", IdentityProvider.AUDIENCE);

  private static GrpcAsk grpc;

  @BeforeAll
  static void open() {
    grpc = new GrpcAsk(weir.port("grpc"));
  }

  @AfterAll
  static void close() {
    grpc.close();
    PROVIDER.close();
  }

  @Test
  void the_right_token_is_let_in_and_may_what_it_says() {
    var token = PROVIDER.sign(IdentityProvider.claims("shop", "produce", "orders"));

    assertThat(send("orders", "Bearer " + token).statusCode()).isEqualTo(200);
    assertThat(call("orders", "Bearer " + token)).isEqualTo("0");
    assertThat(get("/topics", token).statusCode()).isEqualTo(403); // it may not read
  }

  @Test
  void the_token_that_the_page_shows_is_let_in() throws Exception {
    var page = Files.readString(Path.of(System.getProperty("weir.root"), "docs/configuration.md"));
    var claims = page.substring(page.indexOf("```json\n{\n  \"iss\"") + 8);
    var shown = JWTClaimsSet.parse(claims.substring(0, claims.indexOf("```")));

    var token = PROVIDER.sign(new JWTClaimsSet.Builder(shown).expirationTime(in(60)));

    assertThat(send("orders", "Bearer " + token).statusCode()).isEqualTo(200);
    assertThat(send("orders.eu", "Bearer " + token).statusCode()).isEqualTo(200);
    assertThat(send("rides", "Bearer " + token).statusCode()).isEqualTo(403);
  }

  @Test
  void another_topic_is_not_theirs() {
    var token = PROVIDER.sign(IdentityProvider.claims("shop", "produce", "orders"));

    assertThat(send("secrets", "Bearer " + token).statusCode()).isEqualTo(403);
    assertThat(call("secrets", "Bearer " + token)).startsWith("7");
  }

  @Test
  void a_token_that_may_read_does_not_send() {
    var token = PROVIDER.sign(IdentityProvider.claims("grafana", "read", "*"));

    assertThat(send("orders", "Bearer " + token).statusCode()).isEqualTo(403);
    assertThat(call("orders", "Bearer " + token)).startsWith("7");
    assertThat(get("/topics", token).statusCode()).isEqualTo(200);
    assertThat(get("/api/session", token).body()).contains("\"name\":\"grafana\"");
  }

  @Test
  void a_token_that_says_nothing_of_roles_may_nothing() {
    var claims = IdentityProvider.claims("shop", "", "*").claim("weir_roles", null);

    var answer = send("orders", "Bearer " + PROVIDER.sign(claims));

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void without_one_there_is_no_way_in() {
    var answer = send("orders", "");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("Bearer");
    assertThat(call("orders", "")).startsWith("16");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void any_other_is_told_the_same(String what, String token) {
    var answer = send("orders", "Bearer " + token);

    assertThat(answer.statusCode()).as(what).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("Bearer");
    assertThat(answer.body()).contains(WRONG);
    assertThat(call("orders", "Bearer " + token)).startsWith("16");
  }

  static Stream<Arguments> bad() {
    var right = IdentityProvider.claims("shop", "produce", "*");
    return Stream.of(
        Arguments.of("alg none", unsigned(right, "{\"alg\":\"none\"}", "")),
        Arguments.of(
            "an HMAC", unsigned(right, "{\"alg\":\"HS256\",\"kid\":\"key-1\"}", "A".repeat(43))),
        Arguments.of("a stranger's key", PROVIDER.forge(right)),
        Arguments.of("expired", PROVIDER.sign(until(-61))),
        Arguments.of("another issuer", PROVIDER.sign(until(60).issuer("https://evil.example"))),
        Arguments.of("another audience", PROVIDER.sign(until(60).audience("other"))),
        Arguments.of("not yet valid", PROVIDER.sign(until(600).notBeforeTime(in(120)))),
        Arguments.of("garbage", "eyJ.e30.AAAA"));
  }

  @Test
  void keys_are_rotated_under_load_without_a_failed_request() throws Exception {
    var rounds = 4;
    var atOnce = 8;
    var answers = new ArrayList<Future<Integer>>();
    try (var load = Executors.newFixedThreadPool(atOnce)) {
      for (var round = 0; round < rounds; round++) {
        if (round == 2) PROVIDER.rotate();
        answers.addAll(load.invokeAll(sends(25)));
      }
      load.shutdown();
      assertThat(load.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    for (var answer : answers) assertThat(answer.resultNow()).isEqualTo(200);
  }

  private static List<Callable<Integer>> sends(int count) {
    return IntStream.range(0, count)
        .<Callable<Integer>>mapToObj(i ->
            () -> {
              var claims = IdentityProvider.claims("shop-" + i, "produce", "orders");
              return send("orders", "Bearer " + PROVIDER.sign(claims)).statusCode();
            })
        .toList();
  }

  @Test
  void after_some_wrong_ones_an_address_waits() {
    var token = PROVIDER.forge(IdentityProvider.claims("shop", "produce", "*"));

    var statuses = IntStream.range(0, 10).map(_ -> from("192.0.2.9", token)).boxed().toList();

    assertThat(statuses).startsWith(401).contains(429); // the last may come when the wait is over
  }

  private static int from(String address, String token) {
    return weir.send(request("orders", "Bearer " + token).setHeader("X-Forwarded-For", address))
        .statusCode();
  }

  private static JWTClaimsSet.Builder until(int seconds) {
    return IdentityProvider.claims("shop", "produce", "*").expirationTime(in(seconds));
  }

  private static Date in(int seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  private static String unsigned(JWTClaimsSet.Builder claims, String header, String signature) {
    return "%s.%s.%s"
        .formatted(
            Base64URL.encode(header), Base64URL.encode(claims.build().toString()), signature);
  }

  private static HttpResponse<String> get(String path, String token) {
    return weir.send(
        HttpRequest.newBuilder(weir.uri(path)).header("Authorization", "Bearer " + token));
  }

  private static HttpResponse<String> send(String topic, String authorization) {
    return weir.send(request(topic, authorization));
  }

  private static HttpRequest.Builder request(String topic, String authorization) {
    var request =
        HttpRequest.newBuilder(weir.uri("/topics/%s/messages".formatted(topic)))
            .header("Content-Type", "text/plain")
            .header("X-Forwarded-For", "203.0.113." + (authorization.hashCode() & 0x7F))
            .POST(BodyPublishers.ofString("x"));
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private static String call(String topic, String authorization) {
    var from =
        "198.51.100." + (authorization.hashCode() & 0x7F); // nobody waits for others' failures
    var metadata =
        authorization.isEmpty()
            ? Map.<String, String>of()
            : Map.of("authorization", authorization, "x-forwarded-for", from);
    return grpc.call(PRODUCE, GrpcAsk.message(topic, "x"), metadata);
  }
}
