package dev.weir.cli.doctor;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.load.TemporaryTopic;
import dev.weir.cli.terminal.Io;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.TopicConfig;

/// Whether Kafka takes a message, and whether its clock is ours: it tells its time to nobody but
/// who writes.
final class WriteCheck {
  private static final String WRITE = "write";
  private static final String CLOCK = "clock";
  private static final Duration APART_MAX = Duration.ofSeconds(5);

  /// The broker puts its own time into messages there.
  private static final TemporaryTopic.Shape SHAPE =
      new TemporaryTopic.Shape(
          "weir-doctor-", 1, 0, Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));

  private final Io io;
  private final Cluster cluster;

  WriteCheck(Io io, Cluster cluster) {
    this.io = io;
    this.cluster = cluster;
  }

  static void leftOut(List<Finding> findings) {
    findings.add(
        Finding.skipped(CLOCK, "", "Kafka tells its time only to those who write: --write"));
  }

  void run(List<Finding> findings) {
    var sent =
        cluster.ask(admin -> {
          try (var topic = TemporaryTopic.make(io, cluster, admin, SHAPE);
              var producer = cluster.producer(bounded())) {
            send(producer, topic.name()); // the first one waits for connections
            return send(producer, topic.name());
          }
        });
    var took = Duration.between(sent.before, sent.after);
    findings.add(
        Finding.ok(WRITE, "", "a message was acknowledged in %d ms".formatted(took.toMillis())));
    findings.add(clock(sent.apart(), took));
  }

  private Map<String, Object> bounded() {
    var millis = Math.toIntExact(cluster.timeout().toMillis());
    return Map.of(
        ProducerConfig.MAX_BLOCK_MS_CONFIG, millis,
        ProducerConfig.LINGER_MS_CONFIG, 0,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
  }

  /// A message on its way there and back.
  private record Sent(Instant before, RecordMetadata there, Instant after) {
    /// The broker's time less ours; half of the way may be wrong in it.
    Duration apart() {
      var middle = before.plus(Duration.between(before, after).dividedBy(2));
      return Duration.between(middle, Instant.ofEpochMilli(there.timestamp()));
    }
  }

  private Sent send(KafkaProducer<byte[], byte[]> producer, String topic) throws Exception {
    var before = Instant.now();
    var there =
        producer
            .send(new ProducerRecord<>(topic, new byte[1]))
            .get(cluster.timeout().toMillis(), TimeUnit.MILLISECONDS);
    return new Sent(before, there, Instant.now());
  }

  static Finding clock(Duration apart, Duration took) {
    var millis = apart.abs().toMillis();
    if (millis <= APART_MAX.plus(took).toMillis()) {
      return Finding.ok(
          CLOCK, "", "at most %d ms from ours".formatted(millis + took.toMillis() / 2 + 1));
    }
    return Finding.warning(
        CLOCK,
        "",
        "Kafka's is %d ms %s ours".formatted(millis, apart.isNegative() ? "behind" : "before"),
        "Have both machines set their clocks by NTP: times in messages and tokens depend on it.");
  }
}
