package dev.weir.gateway.rest.produce;

import dev.weir.Clock;
import dev.weir.config.SinkConfig;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.cluster.AutoCreation;
import dev.weir.gateway.cluster.Cluster;
import dev.weir.gateway.cluster.TopicPartitions;
import dev.weir.gateway.web.RestException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Whether the topics and partitions that records come for are there, so that nobody waits for one
/// that never will be. Any thread.
final class Destinations {
  /// What a path names.
  record Destination(String topic, @Nullable Integer partition) {}

  private final Supplier<WeirConfig> settings;
  private final TopicPartitions partitions;
  private final AutoCreation creation;

  Destinations(Cluster cluster, Clock clock, Supplier<WeirConfig> settings) {
    this.settings = settings;
    this.partitions = new TopicPartitions(cluster, clock);
    this.creation = new AutoCreation(cluster, clock);
  }

  /// Whether nothing need be asked before records are handed on. Never blocks. Hot.
  boolean isSure(Destination to) {
    var config = settings.get();
    if (!goesToKafka(config, to.topic())) return true;
    var known = partitions.known(to.topic());
    var partition = to.partition();
    if (partition != null) return partition < known;
    return known > 0 || (config.rest().autoCreate() && creation.isOn());
  }

  /// Asks Kafka, and refuses what is not there and will not be made. Blocks. Where Kafka does not
  /// tell, the delivery has the last word.
  void check(Destination to) {
    try {
      var present = partitions.ask(to.topic());
      var partition = to.partition();
      if (partition != null && partition >= present) {
        throw RestException.partitionNotFound(to.topic(), partition);
      }
    } catch (UnknownTopicOrPartitionException e) {
      var made = settings.get().rest().autoCreate() && creation.get();
      if (!made) throw RestException.topicNotFound(to.topic()).because(e);
    } catch (KafkaException e) {
      // such as one that is away: the log may take the records all the same
    }
  }

  void forget(String topic) {
    partitions.forget(topic);
  }

  /// Topics may have other sinks, which know of no partitions.
  private static boolean goesToKafka(WeirConfig config, String topic) {
    for (var route : config.routes()) {
      if (route.fits(topic)) return route.sinks().contains(SinkConfig.KAFKA);
    }
    return false;
  }
}
