package dev.weir.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Eventually;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Topics whose `max.message.bytes` is below what Kafka's client packs together.
@Timeout(120)
final class SmallTopicTest {
  private static final String TOPIC = "small";

  @TempDir Path folder;

  @Test
  void messages_that_fit_one_by_one_arrive_though_a_batch_of_them_does_not() throws Exception {
    try (var broker = broker(5_000);
        var lane = new SinkLane(broker, "kafka.linger.ms=50")) {
      var messages = IntStream.range(0, 50).mapToObj(_ -> message(1_000)).toArray(Message[]::new);

      assertThat(lane.send(messages)).allMatch(Outcome.Delivered.class::isInstance);
    }
  }

  @ParameterizedTest
  @CsvSource({"100000, 200000", "5000, 6000", "5000, 12000", "5000, 16300"})
  void a_message_that_is_too_large_is_refused_and_those_around_it_arrive(int limit, int bytes)
      throws Exception {
    try (var broker = broker(limit);
        var lane = new SinkLane(broker, "kafka.linger.ms=50")) {
      var outcomes = new ArrayList<>(lane.send(message(1), message(bytes), message(1), message(1)));

      assertThat(outcomes.remove(1)).matches(SmallTopicTest::tooLarge);
      assertThat(outcomes).allMatch(Outcome.Delivered.class::isInstance);
    }
  }

  @Test
  void a_limit_that_is_lowered_counts_from_the_first_refusal_on() throws Exception {
    try (var broker = broker(1_000_000);
        var lane = new SinkLane(broker, "kafka.linger.ms=50")) {
      assertThat(lane.send(message(1))).allMatch(Outcome.Delivered.class::isInstance);
      lower(broker, 5_000);
      Eventually.holds(
          "the broker has the limit that its controller was told",
          () -> tooLarge(lane.send(message(6_000)).getFirst()));

      var outcomes = lane.send(message(6_000), message(1));

      assertThat(outcomes.getFirst()).matches(SmallTopicTest::tooLarge);
      assertThat(outcomes.getLast()).isInstanceOf(Outcome.Delivered.class);
    }
  }

  private static void lower(EmbeddedBroker broker, int bytesMax) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
      var entry = new ConfigEntry("max.message.bytes", Integer.toString(bytesMax));
      var change = new AlterConfigOp(entry, AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
    }
  }

  private static boolean tooLarge(Outcome outcome) {
    return outcome instanceof Outcome.Lost(var problem) && problem.code() == Problem.Code.TOO_LARGE;
  }

  private EmbeddedBroker broker(int bytesMax) throws Exception {
    var broker = EmbeddedBroker.start(new EmbeddedBroker.Options(folder, 0, null, Map.of()));
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var topic = new NewTopic(TOPIC, 1, (short) 1);
      topic.configs(Map.of("max.message.bytes", Integer.toString(bytesMax)));
      admin.createTopics(List.of(topic)).all().get();
    }
    return broker;
  }

  private static Message message(int bytes) {
    return Message.of(TOPIC, null, new byte[bytes]);
  }
}
