package dev.weir.tests.rest.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Kafka is away, or there is none: every call ends, and says why.
@Timeout(240)
class OutagesTest {
  /// Alone: the name of a new instance would have to be agreed upon in Kafka.
  @RegisterExtension final WeirExtension weir = WeirExtension.create().with("peers.address", "off");

  private final Client client = new Client(weir);

  @Test
  void calls_end_while_kafka_is_away_and_go_on_when_it_is_back() {
    client.topic("outage", 1).produce("outage", "1");
    var instance = client.reader("json", "outage");
    assertThat(client.read(instance).all("value")).containsExactly("1");
    weir.kafka().stop();

    var read = client.get(instance + "/records");
    var commit = client.post(instance + "/offsets", "");
    var committed = client.get(instance + "/offsets?topic=outage&partition=0");
    var late = client.reader("json", "outage");
    var lateRead = client.get(late + "/records");
    var lateAssignments = client.get(late + "/assignments");
    var deleted = client.delete(late);

    assertThat(read.error()).isEqualTo("503/50302");
    assertThat(commit.error()).as(commit.body()).isIn("500/50003", "503/50302");
    assertThat(committed.error()).as(committed.body()).isIn("500/50003", "503/50302");
    assertThat(lateRead.error()).isEqualTo("503/50302");
    assertThat(lateAssignments.status()).isIn(200, 503);
    assertThat(deleted.status()).isEqualTo(204);
    weir.kafka().start();
    client.produce("outage", "2");
    Await.until(
        "it reads on",
        Duration.ofMinutes(1),
        () -> {
          var again = client.get(instance + "/records");
          return again.status() == 200 && again.body().contains("\"value\":2");
        });
  }

  @Test
  void without_a_kafka_no_instance_is_made(@TempDir Path folder) throws Exception {
    var config =
        WeirConfig.read(
            Sources.of(
                "data=" + folder,
                "listen.http=127.0.0.1:0",
                "listen.grpc=off",
                "kafka.bootstrap.servers=off"));
    try (var alone = Weir.start(config);
        var http = HttpClient.newHttpClient()) {
      var port = alone.ports().get("http");
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/consumers/group".formatted(port)))
              .timeout(Duration.ofSeconds(20))
              .POST(BodyPublishers.ofString("{}"))
              .build();

      var answer = http.send(request, BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("50302").contains("kafka.bootstrap.servers");
    }
  }
}
