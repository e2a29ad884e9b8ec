package dev.weir.gateway.cluster;

import static java.util.Objects.requireNonNull;

import dev.weir.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// How many partitions the topics have, as far as somebody asked. Any thread.
///
/// What is remembered is renewed after a while, beside whoever asks: a topic that was deleted is
/// forgotten then, and one that grew is larger.
public final class TopicPartitions {
  private static final int TOPICS_MAX = 10_000;
  private static final long RENEWED_AFTER_NANOS = Duration.ofSeconds(30).toNanos();

  private record Known(String servers, int partitions, long askedNanos) {}

  private final Cluster cluster;
  private final Clock clock;
  private final Map<String, Known> topics = new ConcurrentHashMap<>();

  public TopicPartitions(Cluster cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /// 0 where nobody has asked. Never blocks. Hot.
  public int known(String topic) {
    var known = topics.get(topic);
    if (known == null || !known.servers.equals(cluster.servers())) return 0;
    var now = clock.nanos();
    if (now - known.askedNanos > RENEWED_AFTER_NANOS) renew(topic, known, now);
    return known.partitions;
  }

  private void renew(String topic, Known known, long nowNanos) {
    var asked = new Known(known.servers, known.partitions, nowNanos);
    if (!topics.replace(topic, known, asked)) return; // somebody else is at it
    Thread.ofVirtual()
        .name("partitions-" + topic)
        .start(() -> {
          try {
            ask(topic);
          } catch (KafkaException e) {
            // Where it is gone it is forgotten by now; else what was known stays.
          }
        });
  }

  /// Asks, and remembers. Blocks for 5 s at most; throws what Kafka answers, which is an
  /// [UnknownTopicOrPartitionException] where there is no such topic.
  public int ask(String topic) {
    var servers = cluster.servers();
    try {
      var described =
          cluster.ask(admin ->
              requireNonNull(admin.describeTopics(List.of(topic)).topicNameValues().get(topic)));
      var partitions = described.partitions().size();
      if (topics.size() >= TOPICS_MAX) topics.clear(); // those in use come back
      topics.put(topic, new Known(servers, partitions, clock.nanos()));
      return partitions;
    } catch (UnknownTopicOrPartitionException e) {
      forget(topic);
      throw e;
    }
  }

  /// Somebody heard that it is not there.
  public void forget(String topic) {
    topics.remove(topic);
  }
}
