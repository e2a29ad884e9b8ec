package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auth.KeyHash;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is for operators has a port of its own, and no other port has it. The gateway is without
/// Kafka.
@Tag("S18")
@Timeout(60)
class AdminPortTest {
  private static final String KEY = KeyHash.newKey();
  private static final HttpClient http = HttpClient.newHttpClient();
  @TempDir static Path folder;
  private static Weir weir;

  @BeforeAll
  static void open() {
    weir =
        Weir.start(
            WeirConfig.read(
                Sources.of(
                    "listen.http=127.0.0.1:0",
                    "listen.rest=127.0.0.1:0",
                    "listen.push=127.0.0.1:0",
                    "listen.topics=127.0.0.1:0",
                    "listen.admin=127.0.0.1:0",
                    "listen.grpc=off",
                    "kafka.bootstrap.servers=off",
                    "data=" + folder,
                    "auth.keys.ci.role=operate",
                    "auth.keys.ci.key=" + KeyHash.of(KEY).text())));
  }

  @AfterAll
  static void close() {
    weir.close();
    http.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin",
        "/admin/sinks",
        "/admin/limits",
        "/admin/routes",
        "/admin/config",
        "/admin/reload",
        "/admin/breaker/kafka/trip",
        "/admin/wal/kafka/drain",
        "/admin/nothing",
        "/api",
        "/api/about",
        "/api/session",
        "/api/profiles",
        "/console",
        "/console/",
        "/console/console.js",
        "/metrics",
        "/openapi.json",
        "/openapi"
      })
  void no_other_port_has_what_is_for_operators(String path) throws Exception {
    for (var port : new String[] {"http", "rest", "push", "topics"}) {
      for (var method : new String[] {"GET", "POST"}) {
        assertThat(asked(port, method, path, KEY).statusCode()).as(port).isEqualTo(404);
        assertThat(asked(port, method, path, "").statusCode()).as(port).isEqualTo(404);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /admin/sinks, 200",
    "GET, /admin/config, 200",
    "POST, /admin/reload, 200",
    "GET, /api/about, 200",
    "GET, /metrics, 200",
    "GET, /openapi.json, 200",
    "GET, /push, 404",
    "POST, /push, 404",
    "POST, /topics/t/messages, 404",
    "GET, /v3/clusters, 404"
  })
  void the_port_of_operators_has_that_and_no_messages(String method, String path, int status)
      throws Exception {
    assertThat(asked("admin", method, path, KEY).statusCode()).isEqualTo(status);
    if (status == 200) assertThat(asked("admin", method, path, "").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"http, /healthz", "http, /readyz", "admin, /healthz", "admin, /readyz"})
  void probes_are_answered_on_both_and_get_no_internals(String port, String path) throws Exception {
    var answer = asked(port, "GET", path, "");

    assertThat(answer.statusCode()).isIn(200, 503);
    assertThat(answer.body()).isIn("alive\n", "ready\n", "not ready\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/reload", "/admin/breaker/kafka/reset", "/admin/wal/kafka/drain"})
  void what_changes_something_is_no_get(String path) throws Exception {
    assertThat(asked("admin", "GET", path, KEY).statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/debug", "/actuator", "/jmx", "/heapdump", "/env", "/trace", "/threads"})
  void nothing_else_is_told(String path) throws Exception {
    assertThat(asked("admin", "GET", path, KEY).statusCode()).isEqualTo(404);
    assertThat(asked("http", "GET", path, KEY).statusCode()).isEqualTo(404);
  }

  @Test
  void the_console_tells_where_messages_go() throws Exception {
    assertThat(asked("admin", "GET", "/api/snippets?way=push", KEY).body())
        .contains("127.0.0.1:" + weir.ports().get("http"));
  }

  @Test
  void messages_still_have_their_port() throws Exception {
    assertThat(asked("http", "POST", "/push", "").statusCode()).isEqualTo(401);
    assertThat(asked("http", "POST", "/admin/topics", "").statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> asked(String port, String method, String path, String key)
      throws Exception {
    var number = Objects.requireNonNull(weir.ports().get(port));
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + number + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.ofString(""));
    if (!key.isEmpty()) request.header("Authorization", "Bearer " + key);
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
