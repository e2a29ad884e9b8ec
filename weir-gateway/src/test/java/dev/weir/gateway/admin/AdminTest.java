package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an operator asks of a gateway whose only sink is a folder.
@Timeout(60)
final class AdminTest {
  private static final String TRIP = "/admin/breaker/copy/trip";
  private static final String RESET = "/admin/breaker/copy/reset";
  private static final String SINKS = "/admin/sinks";

  private static final HttpClient client = HttpClient.newHttpClient();

  @TempDir private static Path folder;
  private static Weir weir;

  @BeforeAll
  static void start() {
    weir =
        Weir.start(
            WeirConfig.read(
                Sources.of(
                    "data=" + folder.resolve("data"),
                    "listen.http=127.0.0.1:0",
                    "listen.grpc=off",
                    "kafka.bootstrap.servers=off",
                    "sinks.copy.type=file",
                    "sinks.copy.path=" + folder.resolve("copy"),
                    "registry.url=http://me:hidden@127.0.0.1:1",
                    "limits.client-rate=600/m",
                    "routes.0.topic=rides",
                    "routes.0.to=copy",
                    "routes.0.rate=5000/s",
                    "routes.0.batch=1",
                    "routes.1.topic=*",
                    "routes.1.to=copy",
                    "routes.1.wal=disable",
                    "routes.1.slice.copy=0.5")));
  }

  @AfterAll
  static void stop() {
    client.close();
    weir.close();
  }

  @Test
  void messages_for_a_tripped_sink_wait_in_the_log_until_the_reset() throws Exception {
    var tripped = post(TRIP);
    assertThat(push().statusCode()).isEqualTo(200);

    assertThat(tripped.statusCode()).isEqualTo(200);
    assertThat(tripped.body())
        .startsWith("{\"sink\":\"copy\",\"breaker\":\"open\",\"held\":true,\"topicsAway\":0,");
    await(SINKS, "\"waiting\":1,\"logged\":true,");
    assertThat(post("/admin/wal/copy/drain").body()).isEqualTo("{\"messages\":1}\n");
    assertThat(files()).isZero();

    var reset = post(RESET);

    assertThat(reset.body())
        .startsWith("{\"sink\":\"copy\",\"breaker\":\"closed\",\"held\":false,");
    await(SINKS, "\"waiting\":0,");
    assertThat(files()).isEqualTo(1);
  }

  @Test
  void a_sink_that_is_not_there_is_not_tripped() throws Exception {
    assertThat(post("/admin/breaker/kafka/trip").statusCode()).isEqualTo(404);
    assertThat(post("/admin/breaker/copy/break").body()).contains("SINK/trip");
    assertThat(post("/admin/breaker/copy").statusCode()).isEqualTo(404);
    assertThat(post("/admin/wal/kafka/drain").statusCode()).isEqualTo(404);
    assertThat(get(TRIP).statusCode()).isEqualTo(405);
  }

  @Test
  void the_limits_are_told_with_what_is_in_use() throws Exception {
    var limits = get("/admin/limits").body();

    assertThat(limits)
        .startsWith("{\"memory\":{\"used\":")
        .contains("\"inFlight\":{\"used\":0,\"limit\":100000}")
        .containsPattern("\"logs\":\\[\\{\"sink\":\"copy\",\"used\":\\d+,\"limit\":10737418240}]")
        .contains("\"messageBytes\":")
        .contains("\"clientRate\":{\"amount\":600,\"seconds\":60},\"clientRateBytes\":null}");
  }

  @Test
  void the_routes_are_told_in_their_order() throws Exception {
    assertThat(get("/admin/routes").body())
        .isEqualTo(
            "[{\"topic\":\"rides\",\"to\":[\"copy\"],\"slices\":{},\"wal\":\"fallback\","
                + "\"acks\":null,\"rate\":{\"amount\":5000,\"seconds\":1},\"rateBytes\":null},"
                + "{\"topic\":\"*\",\"to\":[\"copy\"],\"slices\":{\"copy\":0.5},\"wal\":\"disable\","
                + "\"acks\":null,\"rate\":null,\"rateBytes\":null}]\n");
  }

  @Test
  void the_settings_are_told_without_secrets() throws Exception {
    assertThat(get("/admin/config").body())
        .contains("{\"key\":\"routes.0.topic\",\"value\":\"rides\",\"origin\":\"--set\"}")
        .contains("{\"key\":\"breaker.fails\",\"value\":\"5\",\"origin\":\"default\"}")
        .contains("registry.url")
        .doesNotContain("hidden");
  }

  private HttpResponse<String> push() throws Exception {
    return ask(
        HttpRequest.newBuilder(uri("/push"))
            .POST(BodyPublishers.ofString("{\"records\":[{\"topic\":\"rides\",\"data\":\"x\"}]}")));
  }

  private HttpResponse<String> post(String path) throws Exception {
    return ask(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody()));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return ask(HttpRequest.newBuilder(uri(path)));
  }

  private HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(weir.ports().get("http"), path));
  }

  private void await(String path, String text) throws Exception {
    var deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    for (var said = get(path).body(); !said.contains(text); said = get(path).body()) {
      assertThat(System.nanoTime() - deadlineNanos).as(said).isNegative();
      LockSupport.parkNanos(5_000_000);
    }
  }

  private long files() throws IOException {
    var copy = folder.resolve("copy");
    if (!Files.isDirectory(copy)) return 0;
    try (var all = Files.walk(copy)) {
      return all.filter(Files::isRegularFile).filter(file -> file.toFile().length() > 0).count();
    }
  }
}
