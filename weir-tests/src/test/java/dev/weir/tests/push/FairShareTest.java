package dev.weir.tests.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auth.KeyHash;
import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.net.FaultProxy;
import dev.weir.tests.Await;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// One client that sends all it can leaves the others their share of the room.
@Timeout(180)
class FairShareTest {
  private static final String GREEDY = KeyHash.newKey();
  private static final String MODEST = KeyHash.newKey();
  private static final FaultProxy network = FaultProxy.on(0);
  private static final HttpClient http = HttpClient.newHttpClient();

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .behind(network)
          .with("wal.mode", "disable") // with a log, what waits leaves memory
          .with("limits.in-flight", "100")
          .with("breaker.patience", "60s") // so that all waits while Kafka is silent
          .with("kafka.request.timeout.ms", "60000")
          .with("kafka.delivery.timeout.ms", "120000")
          .with("auth.keys.greedy.key", KeyHash.of(GREEDY).text())
          .with("auth.keys.greedy.role", "operate")
          .with("auth.keys.modest.key", KeyHash.of(MODEST).text())
          .with("auth.keys.modest.role", "produce");

  @AfterAll
  static void close() {
    http.close();
    network.close();
  }

  @Test
  void a_client_finds_its_share_free_whatever_another_one_sends() {
    assertThat(push(GREEDY, 1).join().statusCode()).isEqualTo(200);
    assertThat(push(MODEST, 1).join().statusCode()).isEqualTo(200);
    network.hang();

    var greedy = push(GREEDY, 50);
    inMemory(50);
    var refused = push(GREEDY, 1).join();
    var modest = push(MODEST, 50);
    inMemory(100);

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Weir-Problem-Code")).contains("memory_full");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body()).contains("a part in 2").contains("Send it again later");

    network.heal();
    assertThat(greedy.join().statusCode()).isEqualTo(200);
    assertThat(modest.join().statusCode()).isEqualTo(200);
  }

  private static void inMemory(int messages) {
    var line = Pattern.compile("(?m)^weir_messages_in_memory %d(\\.0)?$".formatted(messages));
    Await.until("they wait", Duration.ofSeconds(20), () -> line.matcher(metrics()).find());
  }

  private static String metrics() {
    var request = HttpRequest.newBuilder(weir.uri("/metrics"));
    return weir.send(request.header("Authorization", "Bearer " + GREEDY)).body();
  }

  private static CompletableFuture<HttpResponse<String>> push(String key, int count) {
    var record = "{\"topic\":\"room\",\"data\":\"x\"}";
    var records = String.join(",", Collections.nCopies(count, record));
    var body = "{\"records\":[%s],\"wait_for_send\":true}".formatted(records);
    var request =
        HttpRequest.newBuilder(weir.uri("/push"))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return http.sendAsync(request.build(), BodyHandlers.ofString());
  }
}
