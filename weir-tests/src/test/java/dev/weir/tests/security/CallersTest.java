package dev.weir.tests.security;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auth.KeyHash;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.tests.Await;
import dev.weir.tests.grpc.ProduceCall;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of callers when the settings change, and on ports that are open. The gateway is
/// without Kafka.
@Tag("S5")
@Timeout(60)
class CallersTest {
  private static final String KEY = KeyHash.newKey();
  private static final String OTHER = KeyHash.newKey();
  private static final String SHOP = "auth.keys.shop.key=" + KeyHash.of(KEY).text();
  private static final String LATER = "auth.keys.later.key=" + KeyHash.of(OTHER).text();
  private static final String SENDS = "auth.keys.shop.role=produce";
  private static final String LATER_SENDS = "auth.keys.later.role=produce";
  private static final String PUSH = "{\"records\":[{\"topic\":\"t\",\"data\":\"x\"}]}";

  private static final HttpClient http = HttpClient.newHttpClient();
  @TempDir static Path folder;
  private static Weir weir;
  private static WeirConfig current;

  @BeforeAll
  static void open() {
    current = settings();
    weir = Weir.start(current, () -> current);
  }

  @BeforeEach
  void set() {
    set(SHOP, SENDS);
  }

  @AfterAll
  static void close() {
    weir.close();
    http.close();
  }

  @Test
  void keys_come_and_go_with_a_reload() throws Exception {
    assertThat(pushed("http", KEY).statusCode()).isEqualTo(200);
    assertThat(pushed("http", OTHER).statusCode()).isEqualTo(401);

    set(SHOP, SENDS, LATER, LATER_SENDS);
    assertThat(pushed("http", KEY).statusCode()).isEqualTo(200);
    assertThat(pushed("http", OTHER).statusCode()).isEqualTo(200);

    set(LATER, LATER_SENDS);
    assertThat(pushed("http", KEY).statusCode()).isEqualTo(401);
    assertThat(pushed("http", OTHER).statusCode()).isEqualTo(200);
  }

  @Test
  void a_grpc_stream_ends_with_its_key() {
    try (var call = ProduceCall.open(port("grpc"), Map.of("authorization", "Bearer " + KEY))) {
      call.send("t", "first", 1);
      Await.until("the first is taken", () -> call.acknowledged().size() == 1);

      set(LATER, LATER_SENDS);
      call.send("t", "second", 2);

      assertThat(call.status()).isEqualTo("16");
      assertThat(call.acknowledged()).containsExactly(1L);
    }
  }

  @Test
  void a_port_that_is_open_asks_nobody_who_sends() throws Exception {
    set(SHOP, SENDS, "auth.open=push,grpc");

    assertThat(pushed("push", "").statusCode()).isEqualTo(200);
    assertThat(pushed("http", "").statusCode()).isEqualTo(401);
    assertThat(asked("http", "/admin/config").statusCode()).isEqualTo(401);
    try (var grpc = new GrpcAsk(port("grpc"))) {
      var message = GrpcAsk.message("t", "x");
      assertThat(grpc.call("/KafkaAmbassador/Produce", message, Map.of())).isEqualTo("0");
    }
  }

  @Test
  void a_port_that_is_open_for_messages_tells_nobody_of_all_topics() throws Exception {
    set(SHOP, SENDS, "auth.open=http");

    assertThat(pushed("http", "").statusCode()).isEqualTo(200);
    assertThat(asked("http", "/metrics").statusCode()).isEqualTo(401);
    assertThat(asked("http", "/admin/config").statusCode()).isEqualTo(401);
  }

  @Test
  void a_rate_is_that_of_a_key_and_not_of_an_address() throws Exception {
    set(SHOP, SENDS, LATER, LATER_SENDS, "limits.client-rate=2/m");

    assertThat(pushed("http", KEY).statusCode()).isEqualTo(200);
    assertThat(pushed("http", KEY).statusCode()).isEqualTo(200);
    assertThat(waited("http", KEY).statusCode()).isEqualTo(429);
    assertThat(waited("http", OTHER).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> pushed(String port, String key) throws Exception {
    return push(port, key, PUSH);
  }

  /// The same with an answer for what became of it.
  private HttpResponse<String> waited(String port, String key) throws Exception {
    return push(port, key, PUSH.replaceFirst("}$", ",\"wait_for_send\":true}"));
  }

  private HttpResponse<String> push(String port, String key, String body) throws Exception {
    var request = request(port, "/push").header("Content-Type", "application/json");
    if (!key.isEmpty()) request.header("X-Api-Key", key);
    return send(request.POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> asked(String port, String path) throws Exception {
    return send(request(port, path));
  }

  private HttpRequest.Builder request(String port, String path) {
    var uri = URI.create("http://127.0.0.1:" + port(port) + path);
    return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private int port(String name) {
    return requireNonNull(weir.ports().get(name));
  }

  private static void set(String... more) {
    current = settings(more);
    var _ = weir.reload();
  }

  private static WeirConfig settings(String... more) {
    var all =
        new ArrayList<>(
            List.of(
                "listen.http=127.0.0.1:0",
                "listen.push=127.0.0.1:0",
                "listen.grpc=127.0.0.1:0",
                "kafka.bootstrap.servers=off",
                "sinks.copy.type=file",
                "sinks.copy.path=" + folder.resolve("copy"),
                "routes.0.topic=*",
                "routes.0.to=copy",
                "push.statuses=http",
                "data=" + folder.resolve("data")));
    all.addAll(List.of(more));
    return WeirConfig.read(Sources.of(all.toArray(String[]::new)));
  }
}
