package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gateway dies, or freezes, with consumer instances that clients call through another one.
@Timeout(300)
class KilledOwnerTest {
  private static final String V2 = "application/vnd.kafka.v2+json";
  private static final String NAMED = "{\"name\":\"one\",\"format\":\"json\"}";
  private static final String INSTANCE = "/consumers/g/instances/one";

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Broker broker;
  private Gateway owner;
  private Gateway other;

  @BeforeEach
  void start() throws Exception {
    broker = Broker.start(folder.resolve("kafka"));
    owner = gateway("owner").start();
    other = gateway("other").start();
  }

  private Gateway gateway(String name) {
    return new Gateway(folder.resolve(name), broker.bootstrapServers());
  }

  @AfterEach
  void stop() {
    owner.close();
    other.close();
    broker.close();
    client.shutdownNow();
  }

  @Test
  void what_a_killed_gateway_had_is_gone_at_once_and_its_name_is_free() throws Exception {
    var first = timed(() -> call(owner, "POST", "/consumers/g", NAMED));
    assertThat(call(other, "GET", INSTANCE + "/subscription", "").statusCode()).isEqualTo(200);

    owner.process().kill();
    var gone = timed(() -> call(other, "GET", INSTANCE + "/subscription", ""));
    var anew = timed(() -> call(other, "POST", "/consumers/g", NAMED));
    owner.start();
    var again = call(owner, "GET", INSTANCE + "/subscription", "");

    Result.of(
        "M10",
        "first instance after %d ms; of a killed gateway: told after %d ms, made anew after %d ms"
            .formatted(first.millis(), gone.millis(), anew.millis()));
    assertThat(gone.answer().statusCode()).isEqualTo(404);
    assertThat(gone.answer().body()).contains("\"error_code\":40403", "Make it anew");
    assertThat(gone.millis()).isLessThan(10_000);
    assertThat(anew.answer().statusCode()).isEqualTo(200);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(call(owner, "POST", "/consumers/g", NAMED).statusCode()).isEqualTo(409);
  }

  @Test
  void a_frozen_gateway_keeps_its_names() throws Exception {
    assertThat(call(owner, "POST", "/consumers/g", NAMED).statusCode()).isEqualTo(200);
    assertThat(call(other, "GET", INSTANCE + "/subscription", "").statusCode()).isEqualTo(200);

    owner.process().signal("STOP");
    var refused = timed(() -> call(other, "POST", "/consumers/g", NAMED));
    owner.process().signal("CONT");

    assertThat(refused.answer().statusCode()).isEqualTo(503);
    assertThat(refused.millis()).isLessThan(Duration.ofSeconds(20).toMillis());
    assertThat(call(other, "GET", INSTANCE + "/subscription", "").statusCode()).isEqualTo(200);
  }

  private record Timed(HttpResponse<String> answer, long millis) {}

  private interface Sending {
    HttpResponse<String> send() throws Exception;
  }

  private static Timed timed(Sending sending) throws Exception {
    var before = System.nanoTime();
    var answer = sending.send();
    return new Timed(answer, Duration.ofNanos(System.nanoTime() - before).toMillis());
  }

  private HttpResponse<String> call(Gateway gateway, String method, String path, String body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(gateway.push().resolve(path))
            .header("Content-Type", V2)
            .method(method, BodyPublishers.ofString(body))
            .timeout(Duration.ofSeconds(60));
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
