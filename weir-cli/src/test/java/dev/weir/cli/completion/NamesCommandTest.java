package dev.weir.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.EmbeddedBroker;
import dev.weir.cli.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class NamesCommandTest {
  @TempDir private Path folder;

  @Test
  void topics_groups_and_contexts_are_told_with_the_time() throws Exception {
    Files.createDirectories(folder.resolve("weir"));
    Files.writeString(
        folder.resolve("weir/contexts.yaml"), "contexts: { prod: { bootstrap: 'k1:9093' } }\n");
    var kafka = folder.resolve("kafka");
    try (var broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(kafka))) {
      prepare(broker.bootstrapServers());

      var told =
          Ran.Around.in(folder)
              .with(Map.of("XDG_CONFIG_HOME", folder.toString()))
              .weir("__complete", "-b", broker.bootstrapServers(), "--timeout=30s", "--into=names");

      assertThat(told).isEqualTo(new Ran(0, "", ""));
      assertThat(Files.readAllLines(folder.resolve("names")))
          .satisfies(lines -> assertThat(lines.getFirst()).matches("\\d{10}"))
          .contains("topic\trides", "group\tbilling", "context\tprod");
    }
  }

  @Test
  void a_cluster_that_is_away_has_no_names_and_is_no_error() {
    var told = Ran.weir("__complete", "-b", "127.0.0.1:1", "--timeout", "300ms");

    assertThat(told).isEqualTo(new Ran(0, "", ""));
  }

  private static void prepare(String servers) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      var topic = new NewTopic("rides", Optional.of(1), Optional.empty());
      admin.createTopics(List.of(topic)).all().get(20, TimeUnit.SECONDS);
      var offsets = Map.of(new TopicPartition("rides", 0), new OffsetAndMetadata(0));
      admin.alterConsumerGroupOffsets("billing", offsets).all().get(20, TimeUnit.SECONDS);
    }
  }
}
