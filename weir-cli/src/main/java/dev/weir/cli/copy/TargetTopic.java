package dev.weir.cli.copy;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Offsets;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.config.Nearest;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The topic that messages go to, as it is when the copy begins.
///
/// @param messageBytesMax what its largest batch may have; where that cannot be learnt, so little
///   that nothing goes wrong
/// @param stamps whether it gives messages times of its own
record TargetTopic(String name, int partitions, int messageBytesMax, boolean stamps) {
  private static final int UNKNOWN_BYTES_MAX = 16 << 10;
  private static final long LOOK_EVERY_NANOS = 20_000_000;

  /// @param plan of the topic where it is not there; empty to make none
  static TargetTopic find(Cluster cluster, String name, Optional<Plan> plan) {
    return cluster.ask(admin -> {
      cluster.mayWrite("write to the topic '%s'".formatted(name));
      var known = Topics.names(admin, true);
      var topic =
          known.contains(name)
              ? described(admin, name)
              : created(admin, name, plan.orElseThrow(() -> unknown(name, known)));
      awaitLeaders(admin, topic, cluster.timeout());
      return topic;
    });
  }

  /// How a topic is made.
  ///
  /// @param partitions and replicas; empty for the broker's own choice
  record Plan(
      Optional<Integer> partitions, Optional<Short> replicas, Map<String, String> settings) {
    static final Plan BROKERS_CHOICE = new Plan(Optional.empty(), Optional.empty(), Map.of());

    /// What a topic is like that is there.
    static Plan like(Admin admin, String topic) throws ExecutionException, InterruptedException {
      var partitions =
          Topics.described(admin, List.of(topic)).values().iterator().next().partitions();
      var settings = new HashMap<String, String>();
      for (var entry : config(admin, topic).get().entries()) {
        // The throttled replicas are those of this topic alone.
        if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG
            && !entry.name().contains("throttled")) {
          settings.put(entry.name(), entry.value());
        }
      }
      var replicas = (short) partitions.getFirst().replicas().size();
      return new Plan(Optional.of(partitions.size()), Optional.of(replicas), settings);
    }

    NewTopic topic(String name, int brokers) {
      // Another cluster may be smaller.
      return new NewTopic(name, partitions, replicas.filter(count -> count <= brokers))
          .configs(settings);
    }
  }

  private static TargetTopic created(Admin admin, String name, Plan plan)
      throws ExecutionException, InterruptedException {
    var brokers = admin.describeCluster().nodes().get().size();
    var created = admin.createTopics(List.of(plan.topic(name, brokers)));
    try {
      // Not by asking again: brokers come to know of it one by one.
      return of(name, created.numPartitions(name).get(), created.config(name));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) return described(admin, name);
      throw e;
    }
  }

  private static TargetTopic described(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    var partitions = Topics.partitions(admin, List.of(name)).size();
    return of(name, partitions, config(admin, name));
  }

  private static TargetTopic of(String name, int partitions, KafkaFuture<Config> known)
      throws ExecutionException, InterruptedException {
    try {
      var config = known.get();
      var bytesMax = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
      var stamp = config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value();
      return new TargetTopic(
          name, partitions, Integer.parseInt(bytesMax), stamp.equals("LogAppendTime"));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof AuthorizationException)) throw e;
      return new TargetTopic(name, partitions, UNKNOWN_BYTES_MAX, false);
    }
  }

  /// While the partitions of a new topic come up, the first batch to one may be turned away and the
  /// second taken. The first is out of order then, whenever it comes again (Kafka 4.3.1).
  private static void awaitLeaders(Admin admin, TargetTopic topic, Duration max)
      throws ExecutionException, InterruptedException {
    var partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.name(), number))
            .toList();
    for (var begunNanos = System.nanoTime(); ; LockSupport.parkNanos(LOOK_EVERY_NANOS)) {
      try {
        var _ = new Offsets(admin, partitions).ends();
        return;
      } catch (ExecutionException e) {
        var tooLong = System.nanoTime() - begunNanos > max.toNanos();
        if (tooLong || !(e.getCause() instanceof UnknownTopicOrPartitionException)) throw e;
      }
    }
  }

  private static KafkaFuture<Config> config(Admin admin, String name) {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
    return admin.describeConfigs(List.of(topic)).values().values().iterator().next();
  }

  private static Failure unknown(String name, Collection<String> known) {
    return new Failure(
        ExitCode.NOT_FOUND,
        "Topic '%s' was not found".formatted(name),
        "there is no such topic",
        Nearest.to(name, known).map("Did you mean '%s'? "::formatted).orElse("")
            + "--create makes it.");
  }
}
