package dev.weir.cli.topics;

import dev.weir.cli.cluster.KafkaFailures;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// How many bytes partitions have on the disk of the broker that leads them. Who may not look at
/// disks does not know.
final class Sizes {
  private final Map<TopicPartition, Long> bytes = new HashMap<>();

  private Sizes() {}

  static Sizes of(Admin admin, Collection<TopicDescription> topics)
      throws ExecutionException, InterruptedException {
    var leaders = new HashMap<TopicPartition, Integer>();
    for (var topic : topics) {
      for (var one : topic.partitions()) {
        var leader = one.leader();
        if (leader == null || leader.isEmpty()) continue;
        leaders.put(new TopicPartition(topic.name(), one.partition()), leader.id());
      }
    }
    var sizes = new Sizes();
    for (var broker :
        admin.describeLogDirs(new TreeSet<>(leaders.values())).descriptions().entrySet()) {
      try {
        sizes.add(broker.getKey(), broker.getValue().get(), leaders);
      } catch (ExecutionException e) {
        if (!KafkaFailures.isOfOne(e.getCause())) throw e;
      }
    }
    return sizes;
  }

  private void add(
      int broker, Map<String, LogDirDescription> folders, Map<TopicPartition, Integer> leaders) {
    for (var folder : folders.values()) {
      folder
          .replicaInfos()
          .forEach((partition, replica) -> {
            var leads = leaders.getOrDefault(partition, -1) == broker;
            if (leads && !replica.isFuture()) bytes.put(partition, replica.size());
          });
    }
  }

  @Nullable Long of(TopicPartition partition) {
    return bytes.get(partition);
  }

  @Nullable Long of(Collection<TopicPartition> partitions) {
    var sum = 0L;
    for (var partition : partitions) {
      var known = bytes.get(partition);
      if (known == null) return null;
      sum += known;
    }
    return sum;
  }
}
