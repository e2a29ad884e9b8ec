package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auth.KeyHash;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.testkit.BrokerExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Two gateways that ask who calls, and pass calls on to one another.
@Tag("S5")
@Timeout(120)
class PeersTest {
  private static final String V2 = "application/vnd.kafka.v2+json";
  private static final String INSTANCE = "/consumers/g/instances/one";
  private static final String KEY = KeyHash.newKey();
  private static final String SENDER = KeyHash.newKey();
  private static final String KEY_HASH = KeyHash.of(KEY).text();
  private static final String SENDER_HASH = KeyHash.of(SENDER).text();
  private static final HttpClient http = HttpClient.newHttpClient();

  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();
  @TempDir static Path folder;
  private static Weir owner;
  private static Weir other;

  @BeforeAll
  static void open() throws Exception {
    owner = start("owner");
    other = start("other");
    assertThat(sent(owner, "POST", "/consumers/g", "{\"name\":\"one\"}", KEY).statusCode())
        .isEqualTo(200);
  }

  private static Weir start(String name) {
    var settings =
        Sources.of(
            "listen.http=127.0.0.1:0",
            "listen.grpc=off",
            "data=" + folder.resolve(name),
            "auth.keys.shop.key=" + KEY_HASH,
            "auth.keys.sender.role=produce",
            "auth.keys.sender.key=" + SENDER_HASH);
    return Weir.start(WeirConfig.read(settings).withBootstrapServers(kafka.bootstrapServers()));
  }

  @AfterAll
  static void close() {
    owner.close();
    other.close();
    http.close();
  }

  @Test
  void a_call_is_passed_on_for_its_caller() throws Exception {
    var subscribed = "{\"topics\":[\"rides\"]}";

    assertThat(sent(other, "POST", INSTANCE + "/subscription", subscribed, KEY).statusCode())
        .isEqualTo(204);
    assertThat(sent(other, "GET", INSTANCE + "/subscription?a=b%20c", "", KEY).body())
        .contains("rides");
  }

  @Test
  void a_call_that_its_caller_may_not_make_goes_nowhere() throws Exception {
    assertThat(sent(other, "GET", INSTANCE + "/subscription", "", SENDER).statusCode())
        .isEqualTo(403);
    assertThat(sent(other, "GET", INSTANCE + "/subscription", "", "").statusCode()).isEqualTo(401);
  }

  @Test
  void a_name_that_is_taken_on_one_is_taken_on_the_other() throws Exception {
    assertThat(sent(other, "POST", "/consumers/g", "{\"name\":\"one\"}", KEY).statusCode())
        .isEqualTo(409);
  }

  @Test
  void no_client_gets_in_by_saying_that_it_is_a_gateway() throws Exception {
    var named = asGateway("", "x").headers().firstValue("Weir-Peer");

    assertThat(asGateway("", "x").statusCode()).isEqualTo(401);
    assertThat(named).isEmpty();
    var known = asGateway(KEY, "x");
    assertThat(known.statusCode()).isEqualTo(421);
    var name = known.headers().firstValue("Weir-Peer").orElseThrow();
    assertThat(asGateway("", name).statusCode()).isEqualTo(401);
    assertThat(asGateway(KEY, name).statusCode()).isEqualTo(421);
  }

  /// With everything but what only a gateway knows: `key shop` may read all topics.
  private static HttpResponse<String> asGateway(String key, String name) throws Exception {
    var request =
        request(owner, "GET", INSTANCE + "/subscription", "", key)
            .header("Weir-Peer", name)
            .header("Weir-Peer-Claim", "1")
            .header("Weir-Peer-Caller", "a2V5IHNob3AKUkVBRAoq")
            .header("Weir-Peer-Seal", "A".repeat(43));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> sent(
      Weir weir, String method, String path, String body, String key) throws Exception {
    return http.send(request(weir, method, path, body, key).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(
      Weir weir, String method, String path, String body, String key) {
    var port = Objects.requireNonNull(weir.ports().get("http"));
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", V2)
            .header("Accept", V2)
            .timeout(Duration.ofSeconds(60))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
  }
}
