package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.weir.auth.KeyHash;
import dev.weir.auth.PasswordHash;
import dev.weir.testkit.WeirExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
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

/// Every way in with every kind of credentials.
@Tag("S5")
@Timeout(120)
class MatrixTest {
  private static final String SENDER = KeyHash.newKey();
  private static final String READER = KeyHash.newKey();
  private static final String JSON = "application/json";
  private static final String V2 = "application/vnd.kafka.json.v2+json";
  private static final Instant END = Instant.parse("2999-01-01T00:00:00Z");
  private static final String V2_PLAIN = "application/vnd.kafka.v2+json";

  private static final IdentityProvider PROVIDER = IdentityProvider.start();

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("auth.keys.sender.key", KeyHash.of(SENDER).text())
          .with("auth.keys.sender.role", "produce")
          .with("auth.keys.reader.key", KeyHash.of(READER).text())
          .with("auth.keys.reader.role", "read")
          .with("auth.jwt.jwks", PROVIDER.url("/keys"))
          .with("auth.jwt.issuer", IdentityProvider.ISSUER)
          .with("auth.jwt.audience", IdentityProvider.AUDIENCE)
          .with("auth.users.anna.password", PasswordHash.of("secret", 10_000).text())
          .with("auth.users.anna.role", "operate")
          .with("auth.users.carl.password", PasswordHash.of("fresh", 10_000).text())
          .with("auth.users.carl.role", "produce");

  private static GrpcAsk grpc;
  private static String cluster;

  /// Who may use a way in.
  enum Who {
    SENDERS,
    READERS,
    OPERATORS,
    ALL
  }

  enum Way {
    PUSH(Who.SENDERS, "POST", "/push", JSON, "{\"records\":[{\"topic\":\"t\",\"data\":\"x\"}]}"),
    TOPICS(Who.SENDERS, "POST", "/topics/t/messages", "text/plain", "x"),
    STREAM(Who.SENDERS, "POST", "/topics/t/stream", "application/x-ndjson", "{\"value\":\"x\"}\n"),
    NAMES(Who.READERS, "GET", "/topics", "", ""),
    V2_PRODUCE(Who.SENDERS, "POST", "/topics/t", V2, "{\"records\":[{\"value\":1}]}"),
    V3_PRODUCE(
        Who.SENDERS,
        "POST",
        "/v3/clusters/CLUSTER/topics/t/records",
        JSON,
        "{\"value\":{\"type\":\"JSON\",\"data\":1}}"),
    V2_CONSUMER(Who.READERS, "POST", "/consumers/matrix", V2_PLAIN, "{\"name\":\"UNIQUE\"}"),
    V3_CREATE(
        Who.OPERATORS, "POST", "/v3/clusters/CLUSTER/topics", JSON, "{\"topic_name\":\"UNIQUE\"}"),
    METRICS(Who.READERS, "GET", "/metrics", "", ""),
    API(Who.READERS, "GET", "/api/about", "", ""),
    API_CHANGE(Who.OPERATORS, "POST", "/admin/breaker/kafka/reset", JSON, ""),
    ADMIN(Who.READERS, "GET", "/admin/sinks", "", ""),
    DESCRIPTION(Who.ALL, "GET", "/openapi.json", "", ""),
    GRPC_PRODUCE(Who.SENDERS, "gRPC", "/KafkaAmbassador/Produce", "", ""),
    GRPC_NAMES(Who.READERS, "gRPC", "/KafkaAmbassador/ListTopics", "", ""),
    GRPC_REFLECTION(
        Who.ALL, "gRPC", "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", "", "");

    final Who who;
    final String method;
    final String path;
    final String type;
    final String body;

    Way(Who who, String method, String path, String type, String body) {
      this.who = who;
      this.method = method;
      this.path = path;
      this.type = type;
      this.body = body;
    }

    /// Whether somebody with this role and no other may use it.
    boolean isFor(String role) {
      return switch (who) {
        case ALL -> true;
        case SENDERS -> role.equals("produce") || role.equals("operate");
        case READERS -> role.equals("read") || role.equals("operate");
        case OPERATORS -> role.equals("operate");
      };
    }
  }

  enum Credentials {
    NONE("", "", ""),
    BAD_KEY("", "Authorization", "Bearer weir_" + "x".repeat(43)),
    BAD_PASSWORD("", "Authorization", basic("anna", "wrong")),
    UNKNOWN_USER("", "Authorization", basic("bert", "secret")),
    UNREADABLE("", "Authorization", "Digest x"),
    BAD_TOKEN("", "Authorization", "Bearer " + PROVIDER.forge(claims("operate"))),
    SENDER_TOKEN("produce", "Authorization", "Bearer " + PROVIDER.sign(claims("produce"))),
    READER_TOKEN("read", "Authorization", "Bearer " + PROVIDER.sign(claims("read"))),
    SENDER_KEY("produce", "Authorization", "Bearer " + SENDER),
    READER_KEY("read", "Authorization", "Bearer " + READER),
    KEY_HEADER("produce", "X-Api-Key", SENDER),
    KEY_AS_PASSWORD("read", "Authorization", basic("reader", READER)),
    PASSWORD("operate", "Authorization", basic("anna", "secret"));

    /// Empty where they are nobody's.
    final String role;

    final String name;
    final String value;

    Credentials(String role, String name, String value) {
      this.role = role;
      this.name = name;
      this.value = value;
    }

    private static JWTClaimsSet.Builder claims(String role) {
      return IdentityProvider.claims("shop", role, "*").expirationTime(Date.from(END));
    }
  }

  @BeforeAll
  static void open() {
    weir.kafka().createTopic("t", 1);
    grpc = new GrpcAsk(weir.port("grpc"));
    var clusters = read("/v3/clusters", READER);
    cluster = clusters.replaceAll("(?s).*\"cluster_id\":\"([^\"]+)\".*", "$1");
  }

  @AfterAll
  static void close() {
    grpc.close();
    PROVIDER.close();
  }

  static Stream<Arguments> cells() {
    return Arrays.stream(Way.values())
        .flatMap(way -> Arrays.stream(Credentials.values()).map(one -> Arguments.of(way, one)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void each_way_in_knows_all_credentials(Way way, Credentials credentials) {
    var expected = credentials.role.isEmpty() ? 401 : way.isFor(credentials.role) ? 200 : 403;

    if (way.method.equals("gRPC")) {
      assertThat(called(way, credentials)).startsWith(ofGrpc(expected));
      return;
    }
    var answer = weir.send(request(way, credentials));

    assertThat(answer.statusCode() / 100 == 2 ? 200 : answer.statusCode())
        .as(answer.body())
        .isEqualTo(expected);
    var challenge = answer.headers().firstValue("WWW-Authenticate").orElse("");
    if (expected == 401) assertThat(challenge).contains("Bearer realm=");
  }

  @ParameterizedTest
  @MethodSource("forAll")
  void what_tells_nothing_asks_nobody(String path) {
    var answer = weir.get(path);

    assertThat(answer.statusCode()).isIn(200, 302, 404); // a build may have no console
    assertThat(answer.body()).doesNotContain("kafka", "127.0.0.1");
  }

  static Stream<String> forAll() {
    return Stream.of("/", "/healthz", "/readyz", "/healthy", "/ready", "/console/");
  }

  @Test
  void readiness_has_no_internals_but_for_those_who_may_look() {
    assertThat(weir.get("/readyz").body()).isEqualTo("ready\n");
    assertThat(weir.get("/ready").body()).isEqualTo("ready\n");
    assertThat(read("/readyz", READER)).contains("ready: ");
    assertThat(read("/readyz", SENDER)).isEqualTo("ready\n");
  }

  @Test
  void a_stream_waits_for_a_password_and_loses_nothing() {
    var lines = IntStream.range(0, 500).mapToObj("{\"value\":\"s-%d\"}\n"::formatted);
    var request =
        HttpRequest.newBuilder(weir.uri("/topics/t/stream"))
            .header("Content-Type", "application/x-ndjson")
            .header("Authorization", basic("carl", "fresh"))
            .POST(BodyPublishers.ofString(lines.collect(Collectors.joining())));

    var answer = weir.send(request);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().lines()).hasSize(500).allMatch(line -> !line.contains("error"));
  }

  @Test
  void the_health_of_grpc_asks_nobody() {
    assertThat(grpc.call("/grpc.health.v1.Health/Check", new byte[0], Map.of())).isEqualTo("0");
  }

  @Test
  void each_protocol_says_no_in_its_own_words() {
    var rest = weir.send(request(Way.V2_PRODUCE, Credentials.NONE));
    var forbidden = weir.send(request(Way.V3_PRODUCE, Credentials.READER_KEY));
    var api = weir.send(request(Way.API, Credentials.NONE));

    assertThat(rest.body()).contains("\"error_code\":40101");
    assertThat(forbidden.body()).contains("\"error_code\":40301");
    assertThat(api.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(rest.headers().firstValue("WWW-Authenticate"))
        .hasValue("Basic realm=\"weir\", Bearer realm=\"weir\"");
    assertThat(called(Way.GRPC_PRODUCE, Credentials.NONE)).contains("does not say who sends it");
  }

  @Test
  void no_browser_is_made_to_ask_for_a_password() {
    var request = request(Way.NAMES, Credentials.NONE).header("User-Agent", "Mozilla/5.0");

    assertThat(weir.send(request).headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"weir\"");
  }

  private static String read(String path, String key) {
    var request = HttpRequest.newBuilder(weir.uri(path)).header("Authorization", "Bearer " + key);
    return weir.send(request).body();
  }

  private static String ofGrpc(int status) {
    return switch (status) {
      case 401 -> "16";
      case 403 -> "7";
      default -> "0";
    };
  }

  private static String called(Way way, Credentials credentials) {
    var message =
        switch (way) {
          case GRPC_PRODUCE -> GrpcAsk.message("t", "x");
          case GRPC_REFLECTION -> new byte[] {0x3A, 0}; // which services there are
          default -> new byte[0];
        };
    return grpc.call(way.path, message, metadata(credentials));
  }

  private static Map<String, String> metadata(Credentials credentials) {
    var from = Map.of("x-forwarded-for", UUID.randomUUID().toString());
    if (credentials.name.isEmpty()) return from;
    var all = new HashMap<>(from);
    all.put(credentials.name.toLowerCase(Locale.ROOT), credentials.value);
    return all;
  }

  private static HttpRequest.Builder request(Way way, Credentials credentials) {
    var unique = UUID.randomUUID().toString();
    var path = way.path.replace("CLUSTER", cluster);
    var body = way.body.replace("UNIQUE", unique);
    var request =
        HttpRequest.newBuilder(weir.uri(path))
            .header("X-Forwarded-For", unique) // so that nobody waits for others' failures
            .method(way.method, BodyPublishers.ofString(body));
    if (!way.type.isEmpty()) request.header("Content-Type", way.type);
    if (!credentials.name.isEmpty()) request.header(credentials.name, credentials.value);
    return request;
  }

  static String basic(String user, String password) {
    var text = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(text);
  }
}
