package dev.weir.tests.rest.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The settings of produce calls count as soon as they are in force.
@Timeout(180)
class ProduceReloadTest {
  private static final String GOOD = "{\"records\":[{\"value\":\"x\"}]}";

  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private Weir weir;

  @BeforeEach
  void start() {
    weir = Weir.start(config());
  }

  @AfterEach
  void stop() {
    weir.close();
    http.close();
  }

  @Test
  void how_safe_an_async_record_must_be() throws Exception {
    assertThat(text("async", GOOD).statusCode()).isEqualTo(200);
    kafka.stop(); // or it might be quicker than the disk

    assertThat(acks(text("async?async=true", GOOD))).isEqualTo("journal");

    kafka.start();
    weir.reload(config("acks.rest-async=kafka"));
    Await.until("Kafka has them", () -> acks(text("async?async=true", GOOD)).equals("kafka"));
    for (var i = 0; i < 5; i++) {
      assertThat(acks(text("async?async=true", GOOD))).isEqualTo("kafka");
    }
  }

  @Test
  void who_chooses_the_partition_of_a_key() throws Exception {
    kafka.createTopic("chosen", 7);
    weir.reload(config("partitioner.rest=crc32"));

    for (var key : List.of("a", "bike-17", "rides")) {
      text("chosen", "{\"records\":[{\"key\":\"%s\",\"value\":\"x\"}]}".formatted(key));
    }

    for (var record : kafka.topic("chosen").records(3)) {
      var crc = new CRC32();
      crc.update(record.key());
      assertThat(record.partition()).isEqualTo((int) (crc.getValue() % 7));
    }
  }

  @Test
  void whether_topics_are_made() throws Exception {
    weir.reload(config("rest.auto-create=false"));

    assertThat(text("not-made", GOOD).statusCode()).isEqualTo(404);

    weir.reload(config());
    assertThat(text("not-made", GOOD).statusCode()).isEqualTo(200);
  }

  @Test
  void what_the_codes_of_records_are() throws Exception {
    kafka.createTopic("coded", 1);
    var records = "{\"records\":[{\"value\":\"x\",\"partition\":5},{\"value\":\"y\"}]}";
    assertThat(text("coded", records).body()).contains("\"error_code\":40402");

    weir.reload(config("rest.codes=plain"));

    assertThat(text("coded", records).body()).contains("\"error_code\":404,");
  }

  @Test
  void how_many_entries_a_batch_may_have() throws Exception {
    weir.reload(config("rest.batch-entries=1"));

    var answer =
        post(
            "/v3/clusters/-/topics/batched/records:batch",
            "application/json",
            "{\"entries\":[{\"id\":\"a\"},{\"id\":\"b\"}]}");

    assertThat(answer.statusCode()).isEqualTo(422);
  }

  private WeirConfig config(String... more) {
    var all = new ArrayList<>(List.of("listen.http=127.0.0.1:0", "listen.grpc=off"));
    all.add("data=" + folder);
    all.addAll(List.of(more));
    return WeirConfig.read(Sources.of(all.toArray(String[]::new)))
        .withBootstrapServers(kafka.bootstrapServers());
  }

  private static String acks(HttpResponse<String> answer) {
    return answer.headers().firstValue("Weir-Acks").orElse("none");
  }

  private HttpResponse<String> text(String topic, String body)
      throws IOException, InterruptedException {
    return post("/topics/" + topic, "application/vnd.kafka.text.v2+json", body);
  }

  private HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:%d%s".formatted(weir.ports().get("http"), path));
    var request = HttpRequest.newBuilder(uri).header("Content-Type", type);
    return http.send(
        request.POST(BodyPublishers.ofString(body, UTF_8)).build(), BodyHandlers.ofString());
  }
}
