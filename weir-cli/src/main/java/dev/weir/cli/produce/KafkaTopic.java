package dev.weir.cli.produce;

import dev.weir.TopicName;
import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Offsets;
import dev.weir.cli.cluster.Topics;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// A topic that is there.
///
/// @param limitBytes the largest batch that it takes; -1 where Kafka does not tell
record KafkaTopic(String name, int partitions, long limitBytes) {
  private static final long LOOK_EVERY_NANOS = 20_000_000;

  /// Finds it, or makes it with the broker's defaults. Kafka's producer would make it unasked.
  static KafkaTopic find(Cluster cluster, String name, boolean create) {
    return cluster.ask(admin -> {
      try {
        return described(admin, name, cluster.timeout());
      } catch (Failure e) {
        if (!create || e.exitCode() != ExitCode.NOT_FOUND) throw e;
        return created(admin, name, cluster.timeout());
      }
    });
  }

  private static KafkaTopic created(Admin admin, String name, Duration max) throws Exception {
    if (!TopicName.legal(name)) {
      throw new Failure(
          ExitCode.USAGE,
          "Topic '%s' cannot be made".formatted(TopicName.shown(name)),
          "the name is not legal in Kafka",
          "Use up to 249 letters, digits, dots, dashes and underscores.");
    }
    try {
      admin
          .createTopics(List.of(new NewTopic(name, Optional.empty(), Optional.empty())))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) throw e;
    }
    // A broker may not have heard of it yet.
    for (var begunNanos = System.nanoTime(); ; LockSupport.parkNanos(LOOK_EVERY_NANOS)) {
      try {
        return described(admin, name, max);
      } catch (Failure e) {
        var late = System.nanoTime() - begunNanos > max.toNanos();
        if (late || e.exitCode() != ExitCode.NOT_FOUND) throw e;
      }
    }
  }

  private static KafkaTopic described(Admin admin, String name, Duration max)
      throws ExecutionException, InterruptedException {
    var topic = Topics.described(admin, List.of(name)).get(name);
    if (topic != null) awaitLeaders(admin, topic, max);
    var partitions = topic == null ? 0 : topic.partitions().size();
    return new KafkaTopic(name, partitions, limitBytes(admin, name));
  }

  /// While the partitions of a new topic come up, the first batch to one may be turned away and the
  /// second taken. The first is out of order then, whenever it comes again (Kafka 4.3.1). What does
  /// not come up in time is left to the producer.
  private static void awaitLeaders(Admin admin, TopicDescription topic, Duration max)
      throws InterruptedException {
    var partitions = Topics.led(topic);
    if (partitions.isEmpty()) return;
    for (var begunNanos = System.nanoTime();
        System.nanoTime() - begunNanos < max.toNanos();
        LockSupport.parkNanos(LOOK_EVERY_NANOS)) {
      try {
        var _ = new Offsets(admin, partitions).ends();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) return;
      }
    }
  }

  private static long limitBytes(Admin admin, String name) throws InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    try {
      var configs = admin.describeConfigs(List.of(resource)).all().get().values();
      var config = configs.iterator().next();
      return Long.parseLong(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
    } catch (ExecutionException | RuntimeException notTold) {
      return -1; // such as without the right to read it
    }
  }
}
