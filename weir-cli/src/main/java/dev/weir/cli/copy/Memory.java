package dev.weir.cli.copy;

import dev.weir.cli.cluster.Cluster;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// Where a copy from topic to topic remembers how far it came: in a consumer group.
sealed interface Memory {
  /// The offsets to go on at; none of partitions that no copy has come to.
  Map<TopicPartition, Long> offsets();

  /// Puts how far the source came into the producer's transaction.
  void keep(KafkaProducer<byte[], byte[]> producer, TopicSource source);

  /// As the group's own offsets, in the cluster where the topic is.
  record OfGroup(Cluster cluster, String group) implements Memory {
    @Override
    public Map<TopicPartition, Long> offsets() {
      var offsets = new HashMap<TopicPartition, Long>();
      committed(cluster, group).forEach((partition, at) -> offsets.put(partition, at.offset()));
      return offsets;
    }

    @Override
    public void keep(KafkaProducer<byte[], byte[]> producer, TopicSource source) {
      producer.sendOffsetsToTransaction(TopicSource.committable(source.next()), source.group());
    }
  }

  /// In the target's cluster, as no transaction is of two: as text beside an offset of its own.
  ///
  /// @param cluster of the target
  /// @param place a partition of the target topic
  record Abroad(Cluster cluster, String group, TopicPartition place, String topic)
      implements Memory {
    /// What Kafka takes beside an offset by default is 4,096.
    static final int PARTITIONS_MAX = 150;

    @Override
    public Map<TopicPartition, Long> offsets() {
      var kept = committed(cluster, group).get(place);
      if (kept == null || kept.metadata().isEmpty()) return Map.of();
      return Arrays.stream(kept.metadata().split(",", -1))
          .map(one -> one.split("@", 2))
          .collect(
              Collectors.toMap(
                  one -> new TopicPartition(topic, Integer.parseInt(one[0])),
                  one -> Long.valueOf(one[1])));
    }

    @Override
    public void keep(KafkaProducer<byte[], byte[]> producer, TopicSource source) {
      var text =
          source.next().entrySet().stream()
              .map(one -> one.getKey().partition() + "@" + one.getValue())
              .collect(Collectors.joining(","));
      producer.sendOffsetsToTransaction(
          Map.of(place, new OffsetAndMetadata(0, text)), source.group());
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(Cluster cluster, String group) {
    // Not before what an earlier copy left undecided is decided.
    var options = new ListConsumerGroupOffsetsOptions().requireStable(true);
    return cluster.ask(admin -> {
      try {
        var found = admin.listConsumerGroupOffsets(group, options).partitionsToOffsetAndMetadata();
        var offsets = new HashMap<>(found.get());
        offsets.values().removeIf(offset -> offset == null);
        return offsets;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof GroupIdNotFoundException) return Map.of();
        throw e;
      }
    });
  }
}
