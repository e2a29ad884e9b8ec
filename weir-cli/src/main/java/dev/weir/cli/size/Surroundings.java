package dev.weir.cli.size;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.common.config.ConfigResource;

/// What Kafka knows of the topic and of itself.
record Surroundings(Cluster cluster, Admin admin) {
  private static final int USUAL_REPLICAS = 3;

  /// Settings of a topic that make it faster or slower.
  private static final Set<String> COUNTING =
      Set.of("compression.type", "min.insync.replicas", "max.message.bytes", "flush.messages");

  /// @param replicas that were asked for, or 0
  /// @param partitionsNow that were told, or 0
  Measured.Place place(String topic, int replicas, int partitionsNow)
      throws ExecutionException, InterruptedException {
    var brokers = admin.describeCluster().nodes().get().size();
    var usual = Math.min(USUAL_REPLICAS, brokers);
    if (replicas > brokers) {
      throw new Failure(
          ExitCode.USAGE,
          "Nothing was measured",
          "%d brokers cannot keep %d replicas".formatted(brokers, replicas),
          "Give -r %d or less.".formatted(brokers));
    }
    if (topic.isEmpty() || !Topics.names(admin, false).contains(topic)) {
      return new Measured.Place(brokers, replicas > 0 ? replicas : usual, partitionsNow, Map.of());
    }
    var partitions =
        Topics.described(admin, List.of(topic)).values().iterator().next().partitions();
    return new Measured.Place(
        brokers,
        replicas > 0 ? replicas : partitions.getFirst().replicas().size(),
        partitionsNow > 0 ? partitionsNow : partitions.size(),
        settings(topic));
  }

  private Map<String, String> settings(String topic)
      throws ExecutionException, InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var settings = new LinkedHashMap<String, String>();
    var config = admin.describeConfigs(List.of(resource)).all().get().values().iterator().next();
    for (var entry : config.entries()) {
      if (entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG && COUNTING.contains(entry.name())) {
        settings.put(entry.name(), entry.value());
      }
    }
    return settings;
  }
}
