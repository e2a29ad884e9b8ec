package dev.weir.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Makes topics that may be written to at once.
final class Topics {
  private static final Duration KNOWN_AT_MOST = Duration.ofSeconds(20);

  private Topics() {}

  static void make(String bootstrap, String topic, int partitions) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      make(admin, new NewTopic(topic, Optional.of(partitions), Optional.empty()));
    }
  }

  /// Kafka says that it has made a topic before it knows it, and before each leader knows that it
  /// leads: only that one tells where its partition ends.
  static void make(Admin admin, NewTopic topic) throws Exception {
    admin.createTopics(List.of(topic)).all().get();
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    for (var i = 0; i < topic.numPartitions(); i++) {
      latest.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
    }
    var begun = System.nanoTime();
    while (true) {
      try {
        admin.listOffsets(latest).all().get();
        return;
      } catch (ExecutionException e) {
        var unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!unknown || System.nanoTime() - begun > KNOWN_AT_MOST.toNanos()) throw e;
      }
    }
  }
}
