package dev.weir.gateway.rest.consumers;

import dev.weir.gateway.web.RestException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;

/// What an instance is asked beside its records: what it has, and where to go on. On its thread.
record Positions(Reader reader, Reading reading) {
  private static final Duration ASK_AT_MOST = Duration.ofSeconds(5);

  void checkMaySubscribe() {
    if (way() != Membership.Way.ASSIGNED) return;
    throw reader
        .name()
        .illegal("has partitions assigned by hand. Delete its subscription before it subscribes");
  }

  void checkMayAssign() {
    if (way() == Membership.Way.NONE || way() == Membership.Way.ASSIGNED) return;
    throw reader
        .name()
        .illegal("is subscribed. Delete its subscription before partitions are assigned to it");
  }

  private Membership.Way way() {
    var open = reader.open();
    return open == null ? Membership.Way.NONE : open.membership().way();
  }

  Set<String> topics() {
    var open = reader.open();
    return open == null ? Set.of() : Set.copyOf(open.kafka().subscription());
  }

  /// As they are at present.
  Set<TopicPartition> assigned() {
    var open = reader.open();
    return open == null ? Set.of() : Set.copyOf(open.kafka().assignment());
  }

  /// Once it is known which.
  Set<TopicPartition> assignment() {
    var open = reader.open();
    if (open != null && way() != Membership.Way.NONE) reading.awaitPartitions(open);
    return assigned();
  }

  void seek(Map<TopicPartition, Long> offsets) {
    checkAssigned(offsets.keySet());
    var kafka = reader.opened().kafka();
    reader.forget(offsets.keySet());
    offsets.forEach(kafka::seek);
    reader.sought();
    offsets.forEach(reader.opened().membership()::reached);
  }

  /// The first records that are not older; where there are none, the end.
  void seekTimes(Map<TopicPartition, Long> times) {
    if (times.isEmpty()) return;
    checkAssigned(times.keySet());
    var kafka = reader.opened().kafka();
    var found = kafka.offsetsForTimes(times, ASK_AT_MOST);
    var ends = kafka.endOffsets(times.keySet(), ASK_AT_MOST);
    var offsets = new HashMap<TopicPartition, Long>();
    for (var partition : times.keySet()) {
      var at = found.get(partition);
      offsets.put(partition, at == null ? ends.getOrDefault(partition, 0L) : at.offset());
    }
    seek(offsets);
  }

  void seekBeginning(Set<TopicPartition> partitions) {
    checkAssigned(partitions);
    seek(reader.opened().kafka().beginningOffsets(partitions, ASK_AT_MOST));
  }

  /// Where the end is now, and not where it is at the next read.
  void seekEnd(Set<TopicPartition> partitions) {
    checkAssigned(partitions);
    seek(reader.opened().kafka().endOffsets(partitions, ASK_AT_MOST));
  }

  void checkAssigned(Set<TopicPartition> partitions) {
    var assigned = assignment();
    for (var partition : partitions) {
      if (assigned.contains(partition)) continue;
      throw reader
          .name()
          .illegal(
              "has no partition %d of topic %s assigned"
                  .formatted(partition.partition(), partition.topic()));
    }
  }

  /// Commits what the client names, or where it names nothing, what reads have returned. The group
  /// may be about to divide its partitions anew; then once more when that is over.
  void commit(Map<TopicPartition, OffsetAndMetadata> named, boolean async) {
    var open = reader.opened();
    if (way() != Membership.Way.NONE) reading.awaitPartitions(open);
    checkThere(named.keySet());
    try {
      commitOnce(named, async);
    } catch (RebalanceInProgressException | CommitFailedException e) {
      reader.poll(0); // notices
      reading.awaitPartitions(open);
      commitOnce(named, async);
    }
  }

  /// Kafka's client would try a commit for what is not there until its time is over.
  private void checkThere(Set<TopicPartition> named) {
    if (assigned().containsAll(named)) return;
    var topics = reader.opened().kafka().listTopics(ASK_AT_MOST);
    for (var partition : named) {
      var topic = partition.topic();
      if (!topics.containsKey(topic)) throw RestException.topicNotFound(topic);
      if (partition.partition() < topics.get(topic).size()) continue;
      throw RestException.partitionNotFound(topic, partition.partition());
    }
  }

  private void commitOnce(Map<TopicPartition, OffsetAndMetadata> named, boolean async) {
    if (named.isEmpty()) reader.commit(async);
    else reader.commit(named, async);
  }

  /// What the group has committed, without partitions that it has not.
  Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    var committed = new HashMap<TopicPartition, OffsetAndMetadata>();
    var kafka = reader.opened().kafka();
    // Kafka's client may still have an answer to the same question, which it asked for itself when
    // the partitions came: older than the last commit, and given out once.
    var _ = kafka.committed(partitions, ASK_AT_MOST);
    kafka
        .committed(partitions, ASK_AT_MOST)
        .forEach((partition, offset) -> put(committed, partition, offset));
    return committed;
  }

  private static void put(
      Map<TopicPartition, OffsetAndMetadata> into,
      TopicPartition partition,
      @Nullable OffsetAndMetadata offset) {
    if (offset != null) into.put(partition, offset);
  }
}
