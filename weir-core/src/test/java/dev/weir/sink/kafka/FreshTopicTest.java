package dev.weir.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Topics that somebody made a moment ago: Kafka says that they are there before each of their
/// leaders knows.
@Timeout(120)
final class FreshTopicTest {
  private static final int TOPICS = 12;

  @TempDir Path folder;

  @Test
  void all_that_comes_at_once_arrives() throws Exception {
    var options = new EmbeddedBroker.Options(folder, 0, null, Map.of());
    try (var broker = EmbeddedBroker.start(options);
        var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        var lane = new SinkLane(broker)) {
      for (var i = 0; i < TOPICS; i++) {
        var topic = "fresh-" + i;
        admin.createTopics(List.of(new NewTopic(topic, 12, (short) 1))).all().get();

        assertThat(lane.send(burst(topic))).allMatch(Outcome.Delivered.class::isInstance);
      }
    }
  }

  private static Message[] burst(String topic) {
    return IntStream.range(0, 4_000)
        .mapToObj(i -> Message.of(topic, key(i), new byte[200]))
        .toArray(Message[]::new);
  }

  private static byte[] key(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
  }
}
