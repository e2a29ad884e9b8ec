package dev.weir.gateway.rest.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.Asked;
import dev.weir.gateway.ListedSink;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.net.Context;
import dev.weir.gateway.net.Net;
import dev.weir.gateway.web.ConfluentErrors;
import dev.weir.gateway.web.Routes;
import dev.weir.gateway.web.Site;
import dev.weir.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Records of v3 while a Kafka that is away is asked for their topic.
@Timeout(60)
class WaitingRecordsTest {
  private static final String RECORDS = "/v3/clusters/-/topics/t/records";

  private final WeirConfig config =
      WeirConfig.read(Sources.of("wal.mode=disable", "kafka.bootstrap.servers=127.0.0.1:1"));
  private final Metrics metrics = new Metrics();
  private final Cluster cluster = new Cluster(config::kafka);
  private Net net;
  private Delivery delivery;
  private Site site;

  @BeforeEach
  void start() {
    net = Net.start(System::nanoTime);
    delivery =
        Delivery.start(config.limits(), ListedSink.answering()::open, metrics, System::nanoTime);
    var context = new Context(net, delivery, metrics, cluster);
    var routes = new ProduceRoutes(context, cluster, new ListedSchemas(), () -> config).routes();
    site = new Site(new Routes(routes), new ConfluentErrors(config::rest), config::rest);
  }

  @AfterEach
  void stop() {
    cluster.close();
    delivery.close();
    net.close();
  }

  @Test
  void they_count_in_the_memory() {
    counts(RECORDS, "{\"value\":{\"type\":\"STRING\",\"data\":\"%s\"}}");
  }

  @Test
  void those_of_a_batch_count_in_the_memory() {
    counts(
        RECORDS + ":batch",
        "{\"entries\":[{\"id\":\"a\",\"value\":{\"type\":\"STRING\",\"data\":\"%s\"}}]}");
  }

  private void counts(String path, String body) {
    var content = body.formatted("x".repeat(50_000));

    site.handle(json(path, content));

    assertThat(delivery.budget().usedBytes()).isEqualTo(content.length());
  }

  @Test
  void so_many_that_their_answers_would_fill_the_memory_are_refused() {
    var asked = json(RECORDS, "1 ".repeat(60_000));

    site.handle(asked);

    assertThat(asked.answer().status()).isEqualTo(413);
    assertThat(new String(asked.answer().body(), UTF_8)).contains("unpacked");
  }

  private static Asked json(String path, String content) {
    return Asked.post(path).with("Content-Type", "application/json").saying(content);
  }
}
