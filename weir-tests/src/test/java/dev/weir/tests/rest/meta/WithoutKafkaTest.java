package dev.weir.tests.rest.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Kafka is away, or there is none: every call says so, and soon.
@Timeout(120)
class WithoutKafkaTest {
  private static final Duration SOON = Duration.ofSeconds(9); // not two waits of 5 s each
  private static final String US = "/v3/clusters/-";
  private static final List<String> READS =
      List.of(
          "/topics",
          "/topics/rides",
          "/topics/rides/partitions",
          "/topics/rides/partitions/0/offsets",
          "/brokers",
          "/v3/clusters",
          US,
          US + "/topics",
          US + "/topics/rides/configs",
          US + "/brokers/1/configs",
          US + "/topics/rides/partitions/0/offset",
          US + "/consumer-groups",
          US + "/consumer-groups/g/lag-summary");

  @RegisterExtension final WeirExtension away = WeirExtension.create();

  @RegisterExtension final WeirExtension none;

  WithoutKafkaTest(@TempDir java.nio.file.Path folder) {
    none =
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
  void where_there_is_no_kafka_every_call_says_so() {
    var rest = new Calls(none);

    for (var path : READS) rest.get(path).fails(503, 50302, "kafka.bootstrap.servers is off");

    var topic = "{\"topic_name\":\"a\"}";
    rest.send("POST", "/admin/topics", topic).fails(503, 50302, "is off");
    rest.send("POST", US + "/topics", topic).fails(503, 50302, "is off");
    rest.get("/healthy").is(200);
  }

  @Test
  void while_kafka_is_away_every_call_says_so_in_time() throws Exception {
    var rest = new Calls(away);
    rest.createTopic("rides", 1);
    rest.get(US).is(200);
    away.kafka().stop();

    var startNanos = System.nanoTime();
    try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Calls.Got>> calls =
          READS.stream().map(path -> (Callable<Calls.Got>) () -> rest.get(path)).toList();
      for (var answer : together.invokeAll(calls)) answer.get().fails(500, 50003, "");
    }
    var took = Duration.ofNanos(System.nanoTime() - startNanos);

    assertThat(took).isLessThan(SOON);
    rest.get("/healthy").is(200);
    rest.get("/ready").is(200); // messages wait in the log
  }
}
