package dev.weir.gateway.rest.consumers;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// How far finished reads came, where that is not committed yet: the one thing that a commit
/// without a list may cover. Its instance's thread owns it.
final class Returned {
  private final Map<TopicPartition, Long> next = new HashMap<>();

  void add(ConsumerRecord<byte[], byte[]> record) {
    next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  /// A copy.
  Map<TopicPartition, OffsetAndMetadata> uncommitted() {
    var commit = new HashMap<TopicPartition, OffsetAndMetadata>();
    next.forEach((partition, offset) -> commit.put(partition, new OffsetAndMetadata(offset)));
    return commit;
  }

  /// What has been returned since stays uncommitted.
  void committed(Map<TopicPartition, OffsetAndMetadata> commit) {
    commit.forEach((partition, offset) -> next.remove(partition, offset.offset()));
  }

  void forget(Predicate<TopicPartition> which) {
    next.keySet().removeIf(which);
  }
}
