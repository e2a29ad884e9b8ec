package dev.weir.tests.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A gateway to files alone: it needs no Kafka, and asks none.
@Timeout(60)
final class WithoutKafkaTest {
  private final Path folder;

  @RegisterExtension final WeirExtension weir;

  WithoutKafkaTest(@TempDir Path folder) {
    this.folder = folder;
    this.weir =
        WeirExtension.create()
            .with("kafka.bootstrap.servers", "off")
            .with("sinks.files.type", "file")
            .with("sinks.files.path", folder.toString())
            .with("sinks.files.name", "{bucket}.log")
            .with("sinks.files.format", "json-lines")
            .with("routes.0.topic", "kept")
            .with("routes.0.to", "files");
  }

  @Test
  void messages_go_to_the_files_and_it_is_ready() throws Exception {
    var answer = push("kept");

    assertThat(answer).isEqualTo("{\"status\":\"ok\",\"errors\":[]}");
    assertThat(Files.readAllLines(folder.resolve("kept.log"))).hasSize(1);
    assertThat(weir.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(weir.get("/readyz").body()).contains("there is no Kafka");
  }

  @Test
  void a_topic_without_a_route_has_nowhere_to_go() {
    assertThat(push("stray")).contains("UnknownTopic");
  }

  private String push(String topic) {
    return weir.post(
            "/push",
            "{\"records\":[{\"topic\":\"%s\",\"data\":\"x\"}],\"wait_for_send\":true}"
                .formatted(topic))
        .body();
  }
}
